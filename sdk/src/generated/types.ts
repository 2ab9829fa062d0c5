/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
// Made by `npm run sdk`. Do not edit.
/** By what agents are put in order; the most first. Values may be added. */
export type AgentMeasure =
  /** Calls answered. */
  | 'ANSWERED'
  /** Time logged in. */
  | 'LOGGED_IN'
  /** Mean talk of a call. */
  | 'MEAN_TALK'
  /** Rings that were let pass. */
  | 'MISSED'
  /** Share of the time they could take calls in which they did. */
  | 'OCCUPANCY'
  /** Seconds talked. */
  | 'TALK'
  /** Calls passed on. */
  | 'TRANSFERS';

/** What an agent is doing, over all of their queues. Values may be added. */
export type AgentState =
  /** Free to take a call. */
  | 'AVAILABLE'
  /** In no queue, or the phone cannot be reached. */
  | 'OFFLINE'
  /** Talking, on a queue call or another. */
  | 'ON_CALL'
  /** Gets no calls for now; see the reason. */
  | 'PAUSED'
  /** The phone rings. */
  | 'RINGING'
  /** Finishing the work of the last call; gets no new one yet. */
  | 'WRAP_UP';

/** Which entries of the audit log to show; all that is given must hold. */
export type AuditFilter = {
  /** Only this action, such as `queueMemberPause`. */
  action?: string | null | undefined;
  /** Only at or after this time. */
  from?: string | null | undefined;
  /** Only what was done to this. */
  targetId?: string | null | undefined;
  /** Only before this time. */
  until?: string | null | undefined;
  /** Only what this user did. */
  userId?: string | null | undefined;
};

/** What Issabel CallCenter kept, to take over: calls in queues, sessions and breaks. */
export type CallCenterImportInput = {
  /** The account of its database, `call_center`; its PBX is the one that it is of. */
  databaseAccountId: string;
  /** Only what began then or later. */
  from?: string | null | undefined;
  /** Go on although times and unique ids disagree, as after a clock that was wrong. */
  mayDisagree?: boolean;
  /** The IANA time zone of its times; the PBX's when left out. It is checked against the unique ids. */
  timeZone?: string | null | undefined;
  /** Only what began before: the time since which the PBX's own log or events are read is told by them. */
  until?: string | null | undefined;
};

/** Where a call came from and went to. Values may be added. */
export type CallDirection =
  /** From outside. */
  | 'INBOUND'
  /** Between extensions. */
  | 'INTERNAL'
  /** From an extension to the outside. */
  | 'OUTBOUND';

/** How a call came out. Values may be added. */
export type CallDisposition =
  /** The caller hung up while waiting in a queue. */
  | 'ABANDONED'
  /** People talked. */
  | 'ANSWERED'
  /** Who was called was busy. */
  | 'BUSY'
  /** Hung up before anybody answered. */
  | 'CANCELLED'
  /** The call could not be made. */
  | 'FAILED'
  /** Nobody answered. */
  | 'NO_ANSWER';

/** Something that happens in a call. Values may be added. */
export type CallEventKind =
  /** An agent did not answer. */
  | 'AGENT_NOT_ANSWERED'
  /** An agent's phone began to ring. */
  | 'AGENT_RANG'
  /** People began to talk. */
  | 'ANSWERED'
  /** The call was over. */
  | 'ENDED'
  /** Somebody put the other on hold. */
  | 'HELD'
  /** The call was parked; details has the space. */
  | 'PARKED'
  /** The caller joined a queue. */
  | 'QUEUE_JOINED'
  /** The caller left a queue; details has the outcome and the wait. */
  | 'QUEUE_LEFT'
  /** Recording was switched on, off, or paused; details says which. */
  | 'RECORDING_CHANGED'
  /** The hold ended. */
  | 'RESUMED'
  /** The call began. */
  | 'STARTED'
  /** The call was transferred; details has the kind and the target. */
  | 'TRANSFERRED'
  /** The call was picked up from its space, or went back. */
  | 'UNPARKED';

/** Which calls; what is left out does not matter, and all that is given must hold. */
export type CallFilter = {
  /** One of these agents spoke last; at most 100. */
  agentIds?: Array<string> | null | undefined;
  /** Of this direction. */
  direction?: CallDirection | null | undefined;
  /** Came out in one of these ways. */
  dispositions?: Array<CallDisposition> | null | undefined;
  /** Begun at or after this. */
  from?: string | null | undefined;
  /** Talked at least so many seconds. */
  minTalkSeconds?: number | null | undefined;
  /** The caller’s, the dialed or our own number begins with these digits. */
  number?: string | null | undefined;
  /** On this PBX. */
  pbxId?: string | null | undefined;
  /** Went to one of these queues last; at most 100. */
  queueIds?: Array<string> | null | undefined;
  /** Begun before this. */
  until?: string | null | undefined;
};

/** What is going on in a call. Values may be added. */
export type CallState =
  /** People talk. */
  | 'CONNECTED'
  /** Over. */
  | 'ENDED'
  /** The caller is with the dialplan: a menu, an announcement, voicemail. */
  | 'IN_IVR'
  /** Somebody has put the other on hold. */
  | 'ON_HOLD'
  /** Parked, until somebody picks it up. */
  | 'PARKED'
  /** The caller waits in a queue. */
  | 'QUEUED'
  /** A phone rings. */
  | 'RINGING';

/** Calls of the past to take over: from a table of a database, or from a file such as Master.csv. Exactly one of the two. */
export type CdrImportInput = {
  /** The database account to read from. */
  databaseAccountId?: string | null | undefined;
  /** The file to read, one of `importFiles`. */
  fileName?: string | null | undefined;
  /** Only calls that began then or later. */
  from?: string | null | undefined;
  /** Go on although times and unique ids disagree, as after a clock that was wrong. */
  mayDisagree?: boolean;
  /** The PBX that wrote them. */
  pbxId: string;
  /** The table to read, of a database. */
  table?: string;
  /** The IANA time zone of its times, or UTC with `usegmtime=yes`; the PBX's when left out. It is checked against the unique ids. */
  timeZone?: string | null | undefined;
  /** Only calls that began before. */
  until?: string | null | undefined;
};

/** A database of a PBX. A user that may only SELECT is enough, and best. */
export type DatabaseAccountInput = {
  /** For VERIFIED: the certificates of who may have signed the one of the server, as PEM; the authorities this server trusts when left out. */
  authority?: string | null | undefined;
  /** The name of the database, such as asteriskcdrdb. */
  database: string;
  /** How the way there is encrypted; left out or null, it is not. */
  encryption?: DatabaseEncryption | null | undefined;
  /** What kind of server it is on. */
  engine: DatabaseEngine;
  /** A host name or address, without port. */
  host: string;
  /** What people call it, 1 to 120 characters. */
  name: string;
  /** The PBX whose records it keeps. */
  pbxId: string;
  /** The port; 3306 or 5432 when left out. */
  port?: number | null | undefined;
  /** The password, kept encrypted; left out, the one that is kept stays, for the same server, user and encryption. */
  secret?: string | null | undefined;
  /** The user. */
  username: string;
};

/** How what is sent to a database, and comes from it, is kept from being read on the way. Values may be added. */
export type DatabaseEncryption =
  /** By TLS, with whoever answers: enough where nobody can put themselves in between. */
  | 'UNVERIFIED'
  /** By TLS, with the server that its certificate names; needs a host name, no address. */
  | 'VERIFIED';

/** What kind of server a database is on. Values may be added. */
export type DatabaseEngine =
  /** MySQL or MariaDB, as Issabel and FreePBX have it. */
  | 'MYSQL'
  /** PostgreSQL. */
  | 'POSTGRES';

/** What a table of a PBX keeps. Values may be added. */
export type DatabaseTableKind =
  /** A part of Issabel CallCenter's records: can be taken over. */
  | 'CALL_CENTER'
  /** Calls, in rows for their parts: can be taken over. */
  | 'CDR'
  /** What happened in queues, row by row: a source of reports. */
  | 'QUEUE_LOG';

/** A display link to make. */
export type DisplayLinkCreateInput = {
  /** When it is to end; null for never. */
  expiresAt?: string | null | undefined;
  /** The screen's language; the tenant's when left out. */
  language?: Language | null | undefined;
  /** What people call it, 1 to 120 characters. */
  name: string;
  /** The queues to show, at least one; null for all that boards show. */
  queueIds?: Array<string> | null | undefined;
};

/** How the end of a call became known. Values may be added. */
export type EndReason =
  /** The PBX reported the hangup. */
  | 'HANGUP'
  /** It became a part of another call, as a consultation does when the transfer is made. */
  | 'MERGED'
  /** The PBX was started anew. */
  | 'PBX_RESTARTED'
  /** It ended while the PBX could not be reached; the end given is when it was last known to go on. */
  | 'UNKNOWN_LINK_LOST';

/** Why something was not done. Codes may be added. */
export type ErrorCode =
  /** The agent serves no queue. */
  | 'AGENT_IN_NO_QUEUE'
  /** It exists already. */
  | 'ALREADY_EXISTS'
  /** The server cannot write the audit log to its disk; look at the outcome before you repeat it. */
  | 'AUDIT_UNAVAILABLE'
  /** There is nobody in that call yet to do this with. */
  | 'CALL_NOT_CONNECTED'
  /** The table lacks a column that is needed. */
  | 'COLUMN_MISSING'
  /** Somebody changed it meanwhile; read it again. */
  | 'CONFLICT'
  /** Other recordings are being converted. Try again in {retryAfterSeconds} s. */
  | 'CONVERTER_BUSY'
  /** No browser plays this format. Install "sox" or "ffmpeg" on this server, or download the recording. */
  | 'CONVERTER_MISSING'
  /** The PBX's database refused the query ({reason}). */
  | 'DATABASE_FAULT'
  /** The server has no database of that name ({reason}). */
  | 'DATABASE_MISSING'
  /** The PBX's database does not accept the user or the password, or does not admit this server's address ({reason}). Grant it SELECT: GRANT SELECT ON base.* TO user@server. */
  | 'DATABASE_REFUSED'
  /** Give the password of the database again. */
  | 'DATABASE_SECRET_NEEDED'
  /** The PBX's database did not answer in time ({reason}). Perhaps an index on the date is missing, or it is overloaded. */
  | 'DATABASE_SLOW'
  /** The database does not answer; try again. */
  | 'DATABASE_UNAVAILABLE'
  /** The server offers no encrypted connection that is safe, TLS 1.2 or later ({reason}). Turn it on (ssl_cert and ssl_key), or leave "encryption" empty if nobody can listen on the way. */
  | 'DATABASE_UNENCRYPTED'
  /** Nothing answers at that host and port ({reason}). Check "bind-address" (not 127.0.0.1) and the firewall of the PBX. */
  | 'DATABASE_UNREACHABLE'
  /** The certificate of the server does not prove that it is the one ({reason}). Give in "authority" the certificate of who signed it, and in "host" the name that it bears. */
  | 'DATABASE_UNTRUSTED'
  /** The period ends before it begins. */
  | 'EMPTY_PERIOD'
  /** The server's disk does not take the file ({answer}). Make room in the data folder and ask for it again. */
  | 'EXPORT_DISK'
  /** The file is not there any more: it is kept for 7 days. Ask for it again. */
  | 'EXPORT_GONE'
  /** The folder is empty. If the PBX has recorded anything, its folder is not mounted here. */
  | 'FOLDER_EMPTY'
  /** The folder does not exist on this server. Check the name, and that the disk or the PBX's folder (NFS, SMB, a Docker volume) is mounted here. */
  | 'FOLDER_MISSING'
  /** In the place of the folder there is a link to elsewhere now. If that is what you want, set the folder again. */
  | 'FOLDER_MOVED'
  /** That is the name of a file, not of a folder. Give the folder that the recordings are in. */
  | 'FOLDER_NOT_A_FOLDER'
  /** This server may not read the folder. Give the user it runs as the right to read and enter (r-x) it and those above; with Issabel the group "asterisk" usually does. */
  | 'FOLDER_NOT_READABLE'
  /** That folder is not your company's. Use one inside RECORDINGS_DIR/{slug}, or ask whoever operates this server. */
  | 'FOLDER_NOT_YOURS'
  /** That folder, or one inside or above it, is another PBX’s or this server’s own already. */
  | 'FOLDER_TAKEN'
  /** The disk of the folder does not answer ({reason}). Check the mount; it is tried again every minute. */
  | 'FOLDER_UNAVAILABLE'
  /** A certificate is verified by a name: give in "host" the one that it bears, not an address. */
  | 'HOST_NAME_NEEDED'
  /** There is no file of that name in the import folder. */
  | 'IMPORT_FILE_MISSING'
  /** The file cannot be read ({reason}); check its permissions. */
  | 'IMPORT_FILE_UNREADABLE'
  /** Give a database or a file, and not both. */
  | 'IMPORT_SOURCE_NEEDED'
  /** A fault of the server; its log tells the details. */
  | 'INTERNAL'
  /** This is no certificate in PEM: it begins with "-----BEGIN CERTIFICATE-----". */
  | 'INVALID_CERTIFICATE'
  /** Wrong user or password. */
  | 'INVALID_CREDENTIALS'
  /** Give five fields of cron: minute (one number), hour, day, month and weekday; for example "0 7 * * 1". */
  | 'INVALID_CRON'
  /** The cursor is not one of this list. */
  | 'INVALID_CURSOR'
  /** A context has letters, digits, dots, hyphens or underscores. */
  | 'INVALID_DIAL_CONTEXT'
  /** Only digits, * and #, after an optional +; at most 20. */
  | 'INVALID_DIAL_STRING'
  /** Give an e-mail address such as ana@company.com, without a name or commas. */
  | 'INVALID_EMAIL'
  /** Give the whole path of a folder, from "/" on and without "..". */
  | 'INVALID_FOLDER'
  /** Give a host name or an IP address, without port or "http://". */
  | 'INVALID_HOST'
  /** This is not an id. */
  | 'INVALID_ID'
  /** The value is not valid. */
  | 'INVALID_INPUT'
  /** Use 2 to 190 letters, digits or the signs . _ @ + - */
  | 'INVALID_LOGIN'
  /** Give up to 40 digits, * or #, after an optional +. */
  | 'INVALID_NUMBER'
  /** A port is 1 to 65535. */
  | 'INVALID_PORT'
  /** Use 2 to 64 lower case letters, digits and single hyphens. */
  | 'INVALID_SLUG'
  /** The name of a table has up to 64 letters, digits, hyphens or underscores. */
  | 'INVALID_TABLE_NAME'
  /** Not a known time zone; for example America/Bogota. */
  | 'INVALID_TIME_ZONE'
  /** The server ended {maximum} times during this job; it is not tried again. Look at its log. */
  | 'JOB_GAVE_UP'
  /** This is the last active administrator; appoint another one first. */
  | 'LAST_ADMINISTRATOR'
  /** The link has expired; ask for another. */
  | 'LINK_EXPIRED'
  /** The link is not valid; ask for another. */
  | 'LINK_INVALID'
  /** Too many attempts. Wait {retryAfterSeconds} s. */
  | 'LOGIN_LIMIT'
  /** The compressed file "{file}" is damaged; it was read as far as it goes. */
  | 'LOG_FILE_DAMAGED'
  /** The file "{file}" is not there. Check its name, and that "queue_log = yes" still stands in logger.conf; it is read as soon as it appears. */
  | 'LOG_FILE_MISSING'
  /** There is no file "{file}" in the folder. */
  | 'LOG_FILE_UNKNOWN'
  /** The file "{file}" cannot be read. Let the user of this server read it, for instance by adding it to the group asterisk. */
  | 'LOG_FILE_UNREADABLE'
  /** There is no queue_log of that name in the folder "{folder}". Check the folder and the name of the file. */
  | 'LOG_FOLDER_EMPTY'
  /** The folder "{folder}" is not allowed. Whoever keeps the server adds it to QUEUE_LOG_DIRS and restarts it. */
  | 'LOG_FOLDER_FORBIDDEN'
  /** The folder "{folder}" cannot be read ({reason}). Check that it exists and is mounted on this server, and that its user may read it. */
  | 'LOG_FOLDER_UNREADABLE'
  /** The file "{file}" is no queue_log: there is no event of a queue in it. Check the folder and the name. */
  | 'LOG_NOT_A_QUEUE_LOG'
  /** Reading failed and is tried again; the log of the server says why. */
  | 'LOG_READING_FAILED'
  /** The mail server would not take it for now: {answer} */
  | 'MAIL_BUSY'
  /** This server sends no e-mail yet: set SMTP_URL and MAIL_FROM (see .env.example) and start it again. */
  | 'MAIL_NOT_CONFIGURED'
  /** The mail server does not take the recipients, or the sender of MAIL_FROM: {answer} */
  | 'MAIL_RECIPIENTS'
  /** The mail server refused the message: {answer} */
  | 'MAIL_REFUSED'
  /** The mail server does not take the user or password of SMTP_URL. Gmail and Microsoft want an app password. {answer} */
  | 'MAIL_SIGN_IN'
  /** The mail server does not answer; check SMTP_URL, the port and the firewall. {answer} */
  | 'MAIL_UNREACHABLE'
  /** The table keeps only {length} characters in its column "{column}": longer names lose their end. Widen it to varchar(80) or more. */
  | 'NAMES_CUT'
  /** Not possible in its present state. */
  | 'NOT_ALLOWED_NOW'
  /** It does not exist or is not yours. */
  | 'NOT_FOUND'
  /** This PBX has an owner; only shared ones are divided. */
  | 'NOT_SHARED'
  /** The extension and the call are on different PBXs. */
  | 'OTHER_PBX'
  /** It must be {least} to {most}. */
  | 'OUT_OF_RANGE'
  /** Nobody changes their own rights; ask another administrator. */
  | 'OWN_RIGHTS'
  /** Ask for 1 to {maximum} items a page. */
  | 'PAGE_SIZE_OUT_OF_RANGE'
  /** The password cannot be the login. */
  | 'PASSWORD_IS_LOGIN'
  /** That password is among the first an attacker tries; choose another. */
  | 'PASSWORD_TOO_COMMON'
  /** The password needs at least {minimum} characters. */
  | 'PASSWORD_TOO_SHORT'
  /** The new password is the current one. */
  | 'PASSWORD_UNCHANGED'
  /** There is no connection to the PBX. */
  | 'PBX_NOT_CONNECTED'
  /** The PBX refused: {answer} */
  | 'PBX_REFUSED'
  /** The PBX does not answer. */
  | 'PBX_UNAVAILABLE'
  /** The period may be at most {maximumDays} days for this report. */
  | 'PERIOD_TOO_LONG'
  /** Give the name of a period, or its beginning and its end, and not both. */
  | 'PERIOD_UNCLEAR'
  /** The file of the recording is not there any more. */
  | 'RECORDING_GONE'
  /** The recording is too long to be converted; download it. */
  | 'RECORDING_TOO_LONG'
  /** The file is no sound that can be read: {answer} */
  | 'RECORDING_UNREADABLE'
  /** This is required. */
  | 'REQUIRED'
  /** This goes beyond the rights you have yourself. */
  | 'RIGHTS_BEYOND_YOURS'
  /** Give the PBX's secret again. */
  | 'SECRET_NEEDED'
  /** The database does not have the table, or the user may not see it. */
  | 'TABLE_MISSING'
  /** The table has no numeric column "id", without which nobody knows which rows were read. Add it: ALTER TABLE queue_log ADD id BIGINT AUTO_INCREMENT PRIMARY KEY. */
  | 'TABLE_WITHOUT_ID'
  /** The times differ by {minutes} minutes from what the calls' ids say: they are not of the zone {timeZone}. Give the right zone, or UTC if cdr.conf has "usegmtime=yes" or logger.conf "queue_log_realtime_use_gmt=yes". */
  | 'TIME_ZONE_WRONG'
  /** The session has expired. */
  | 'TOKEN_EXPIRED'
  /** The PBX's own log or events tell that period already (since {since}): calls would count twice. Take over only what was before. */
  | 'TOLD_BY_LOG'
  /** At most {maximum} characters. */
  | 'TOO_LONG'
  /** At most {maximum}. */
  | 'TOO_MANY'
  /** {maximum} jobs are waiting or running already; wait for them or cancel one. */
  | 'TOO_MANY_JOBS'
  /** Tests of PBXs are already running; wait until they are done. */
  | 'TOO_MANY_TESTS'
  /** This user is disabled; talk to your administrator. */
  | 'USER_DISABLED';

/** A file to be made. */
export type ExportCreateInput = {
  /** Only of these agents, at most 100; of calls, visits and agents. */
  agentIds?: Array<string> | null | undefined;
  /** What kind of file. */
  format: ExportFormat;
  /** Begun at or after this. */
  from: string;
  /** Its language; the tenant's when left out. */
  language?: Language | null | undefined;
  /** Only of numbers that begin with these digits: the caller’s, the dialed or our own; of calls and visits. */
  number?: string | null | undefined;
  /** Only of these queues, at most 100; all when left out. */
  queueIds?: Array<string> | null | undefined;
  /** What it tells of. */
  report: ExportReport;
  /** Begun before this. */
  until: string;
};

/** What kind of file. Values may be added. */
export type ExportFormat =
  /** Text for other programs, with `;` in Spanish and `,` in English. Without a limit on rows. */
  | 'CSV'
  /** To be read and printed, with a chart; the first 3,000 rows. */
  | 'PDF'
  /** Excel, with numbers, times and durations as such. Without a limit on rows. */
  | 'XLSX';

/** What a file tells of. Values may be added. */
export type ExportReport =
  /** Every caller who gave up, and what became of it within a day. */
  | 'ABANDONED'
  /** Agents side by side. */
  | 'AGENTS'
  /** Every call, one a row; asks for the permission of calls as well. */
  | 'CALLS'
  /** What every day came to. */
  | 'DAYS'
  /** In which ways visits came out. */
  | 'DISPOSITIONS'
  /** What the hours of the weekdays came to; for at most 93 days. */
  | 'HOURS'
  /** Queues side by side. */
  | 'QUEUES'
  /** Every visit to a queue, one a row: who waited how long, who answered, how it ended. */
  | 'VISITS';

/** What the phone of an extension is doing. Values may be added. */
export type ExtensionState =
  /** In a call and taking no other. */
  | 'BUSY'
  /** Reachable and free. */
  | 'IDLE'
  /** In a call. */
  | 'IN_USE'
  /** In a call while another rings. */
  | 'IN_USE_AND_RINGING'
  /** Its call is on hold. */
  | 'ON_HOLD'
  /** It rings. */
  | 'RINGING'
  /** Not registered or not reachable. */
  | 'UNAVAILABLE'
  /** The PBX does not know. */
  | 'UNKNOWN';

/** Which jobs to show; all that is given must hold. */
export type JobFilter = {
  /** Only these kinds, such as `EXPORT`. */
  kinds?: Array<string> | null | undefined;
  /** Only those that are so far. */
  states?: Array<JobState> | null | undefined;
};

/** How far a job is. Values may be added. */
export type JobState =
  /** Somebody ended it; files it had made are removed, what an import has taken over stays. */
  | 'CANCELLED'
  /** It is done; `result` says what came of it. */
  | 'DONE'
  /** It could not be done; `error` says why. */
  | 'FAILED'
  /** It waits for its turn. */
  | 'QUEUED'
  /** It is being done. */
  | 'RUNNING';

/** A language people are spoken to in. Values may be added. */
export type Language =
  /** English. */
  | 'EN'
  /** Spanish. */
  | 'ES';

/** How well a value stands against its threshold. Values may be added. */
export type Level =
  /** Past the critical value for the time that is held. */
  | 'CRITICAL'
  /** Nothing to do. */
  | 'OK'
  /** Past the warning value for the time that is held. */
  | 'WARN';

/** Why a line is no event. Values may be added. */
export type LogBadLineReason =
  /** It does not begin with an instant. */
  | 'NO_TIME'
  /** It has no event in it. */
  | 'TOO_FEW_FIELDS'
  /** It is longer than any line of a queue_log. */
  | 'TOO_LONG';

/** Which files of a queue_log are to be imported. */
export type LogImportInput = {
  /** What the files' names begin with; as the PBX's source has it, or `queue_log`. */
  fileName?: string | null | undefined;
  /** Only these files, as `logFiles` names them; all when left out. In their own order in any case. */
  files?: Array<string> | null | undefined;
  /** The folder, as this server sees it; that of the PBX's source when left out. It has to be in one that is allowed (`QUEUE_LOG_DIRS`). */
  folder?: string | null | undefined;
};

/** Whence the facts of a PBX shall come. Exactly what its kind needs. */
export type LogSourceInput = {
  /** TABLE: the database account. */
  databaseAccountId?: string | null | undefined;
  /** FILE: the name of the file that is written to; `queue_log` when left out. */
  fileName?: string | null | undefined;
  /** FILE: the folder, as this server sees it. It has to be in one that the administrator of the server has allowed (`QUEUE_LOG_DIRS`). */
  folder?: string | null | undefined;
  /** FILE: whether rotated files are read first, the oldest before the others; true when left out. Otherwise it begins with the current file. */
  hasHistory?: boolean | null | undefined;
  /** Whether it is read; true when left out. */
  isEnabled?: boolean | null | undefined;
  /** Of which kind it is. */
  kind: LogSourceKind;
  /** TABLE: the name of the table. */
  tableName?: string | null | undefined;
  /** TABLE: IANA time zone of the table's times; the PBX's when left out. */
  timeZone?: string | null | undefined;
};

/** Whence the facts of a PBX come: its visits, rings, sessions and pauses. Values may be added. */
export type LogSourceKind =
  /** Its own events (AMI), where no log can be reached. */
  | 'EVENTS'
  /** The files of its queue_log, in a folder that this server can read. */
  | 'FILE'
  /** The table of its queue_log in a database (realtime, or FreePBX). */
  | 'TABLE';

/** How reading stands. Values may be added. */
export type LogSourceState =
  /** All there is was read; what comes is read within a second or two. */
  | 'CAUGHT_UP'
  /** It is switched off. */
  | 'OFF'
  /** There is more to be read. */
  | 'READING'
  /** Something is in the way. It goes on by itself once that is gone. */
  | 'TROUBLED';

/** A new password of one’s own. */
export type PasswordChangeInput = {
  /** The password so far, or the one-time password. */
  current: string;
  /** At least 10 characters; neither the login nor one of the most common. */
  next: string;
};

/** What a test of a PBX looks at. Values may be added. */
export type PbxCheckName =
  /** The clocks of the PBX and of this server agree. */
  | 'CLOCK'
  /** The user may add, remove and pause members of queues. */
  | 'CONTROL_AGENTS'
  /** The user may hang up and transfer. */
  | 'CONTROL_CALLS'
  /** Events arrive. */
  | 'EVENTS'
  /** User and secret are accepted. */
  | 'LOGIN'
  /** The user may begin calls. */
  | 'ORIGINATE'
  /** The PBX has queues. */
  | 'QUEUES'
  /** A manager answers at that host and port. */
  | 'REACHABLE'
  /** The user is sent the events of queues and agents. */
  | 'READ_AGENTS'
  /** The user is sent the events of calls. */
  | 'READ_CALLS'
  /** The user is told when Asterisk was started. */
  | 'READ_SYSTEM'
  /** The user may ask for channels, devices and hints. */
  | 'SNAPSHOT'
  /** The user may record calls and ask for PJSIP endpoints. */
  | 'SYSTEM'
  /** Asterisk is 16 or later. */
  | 'VERSION'
  /** The PBX waits long enough before it drops a slow reader. */
  | 'WRITE_TIMEOUT';

/** How the link to a PBX stands. Values may be added. */
export type PbxLinkState =
  /** Trying to reach the PBX and to log in. */
  | 'CONNECTING'
  /** Logged in and complete: what is shown is how it is. */
  | 'LIVE'
  /** The link was lost and is tried again: what is shown is how it was. */
  | 'LOST'
  /** Not wanted: the PBX is disconnected. */
  | 'OFF'
  /** The PBX refused the user or the secret; it is not tried again until they are changed. */
  | 'REFUSED'
  /** Logged in; what the PBX shows is not complete yet. */
  | 'SYNCING';

/** Gives the names with one beginning to a tenant. */
export type PbxMappingInput = {
  /** What it is the beginning of. */
  kind: PbxMappingKind;
  /** The beginning, 1 to 120 characters; the whole name fits too. */
  prefix: string;
  /** The tenant they shall belong to. */
  tenantId: string;
};

/** What a prefix is the beginning of. Values may be added. */
export type PbxMappingKind =
  /** A number called from outside; a leading + is ignored. */
  | 'DID'
  /** An extension's number. */
  | 'EXTENSION'
  /** A queue's name. */
  | 'QUEUE';

/** Why a link to a PBX does not stand. Values may be added. */
export type PbxProblem =
  /** The link was cut. */
  | 'LINK_LOST'
  /** The user, the secret or the address of this server is not accepted. */
  | 'LOGIN_REFUSED'
  /** Something answered that does not speak the manager protocol. */
  | 'NOT_A_PBX'
  /** The PBX did not answer in time. */
  | 'TIMED_OUT'
  /** Nothing answered at that host and port. */
  | 'UNREACHABLE';

/** A PBX to register; the link to it is opened at once. */
export type PbxRegisterInput = {
  /** The dialplan context for calls begun by people. */
  dialContext?: string;
  /** A host name or address, without port. */
  host: string;
  /** For operators: to be shared by several tenants. */
  isShared?: boolean;
  /** What people call it, 1 to 120 characters. */
  name: string;
  /** The manager port. */
  port?: number;
  /** Its secret; kept encrypted and never shown again. */
  secret: string;
  /** Its IANA time zone; the tenant's when left out. */
  timeZone?: string | null | undefined;
  /** The user of manager.conf. */
  username: string;
};

/** What to test: a registered PBX by its id, or host, user and secret before registering. */
export type PbxTestInput = {
  /** A host name or address; with an id it needs the secret. */
  host?: string | null | undefined;
  /** A registered PBX; what else is given replaces what it has. */
  id?: string | null | undefined;
  /** The manager port, 5038 unless told. */
  port?: number | null | undefined;
  /** Its secret. */
  secret?: string | null | undefined;
  /** The user of manager.conf. */
  username?: string | null | undefined;
};

/** What to change of a PBX; what is left out stays. */
export type PbxUpdateInput = {
  /** The dialplan context for calls begun by people. */
  dialContext?: string | null | undefined;
  /** A host name or address; needs the secret again. */
  host?: string | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
  /** The manager port; needs the secret again. */
  port?: number | null | undefined;
  /** Its secret. */
  secret?: string | null | undefined;
  /** Its IANA time zone. */
  timeZone?: string | null | undefined;
  /** The user of manager.conf. */
  username?: string | null | undefined;
};

/** What a user may see and, unless a VIEWER, do. Values may be added. */
export type Permission =
  /** Users, PBXs, settings and the audit log. */
  | 'ADMIN'
  /** Agents and extensions. */
  | 'AGENTS'
  /** Calls, live and past. */
  | 'CALLS'
  /** Campaigns that dial. */
  | 'CAMPAIGNS'
  /** Messaging channels and their settings. */
  | 'CHANNELS'
  /** Conversations by message. */
  | 'CONVERSATIONS'
  /** Wallboards and the state of PBXs. */
  | 'DASHBOARD'
  /** Queues and their members. */
  | 'QUEUES'
  /** Recordings of calls. */
  | 'RECORDINGS'
  /** Reports and statistics. */
  | 'REPORTS'
  /** Tickets. */
  | 'TICKETS';

/** An agent to add to a queue. */
export type QueueMemberAddInput = {
  /** The member's interface on the PBX, such as PJSIP/7001 or Local/7001@from-queue/n. */
  interface: string;
  /** Whether to begin with a pause. */
  isPaused?: boolean | null | undefined;
  /** The member's name; the number when left out. */
  name?: string | null | undefined;
  /** Penalty, 0 to 1000. Members of lower penalty are called first. */
  penalty?: number | null | undefined;
  /** The device whose state is the member’s, if not the interface. */
  stateInterface?: string | null | undefined;
};

/** What of a queue is to change; what is left out stays. */
export type QueueUpdateInput = {
  /** Whether boards show it that do not name their queues. */
  isShown?: boolean | null | undefined;
  /** What people call it, 1 to 120 characters; null for the name of the PBX. */
  label?: string | null | undefined;
  /** Within how many seconds an answer counts as in time: 1 to 3600. */
  serviceLevelSeconds?: number | null | undefined;
  /** How many seconds members have after a call, 0 to 3600; where the PBX tells it, the PBX is right. */
  wrapUpSeconds?: number | null | undefined;
};

/** Which recordings; what is left out does not matter, and all that is given must hold. */
export type RecordingFilter = {
  /** Only of these agents; up to 100. */
  agentIds?: Array<string> | null | undefined;
  /** Only of this call. */
  callId?: string | null | undefined;
  /** Only those that began at or after this time. */
  from?: string | null | undefined;
  /** False for those whose file is there, true for those that were removed. */
  isRemoved?: boolean | null | undefined;
  /** Only with numbers that begin so: the caller's, the dialed one, the DID, or one in the file's name. */
  number?: string | null | undefined;
  /** Only of this PBX. */
  pbxId?: string | null | undefined;
  /** Only of these queues; up to 100. */
  queueIds?: Array<string> | null | undefined;
  /** Only those that began before this time. */
  until?: string | null | undefined;
};

/** Where the recordings of a PBX lie. */
export type RecordingFolderInput = {
  /** The whole path on this server. Who does not operate the platform names one inside RECORDINGS_DIR and the tenant's slug. */
  folder: string;
  /** How its files are laid out; DATED when left out. */
  layout?: RecordingLayout | null | undefined;
  /** The same folder as the PBX names it; /var/spool/asterisk/monitor when left out. */
  pbxFolder?: string | null | undefined;
};

/** How the files of a folder of recordings are laid out. Values may be added. */
export type RecordingLayout =
  /** In folders however named, up to eight deep. */
  | 'ANY'
  /** In folders by day, YYYY/MM/DD, as Issabel and FreePBX do. */
  | 'DATED'
  /** All in the folder itself, as older PBXs do. */
  | 'FLAT';

/** What a link to a recording is good for. Values may be added. */
export type RecordingLinkPurpose =
  /** To be kept as a file, as the PBX wrote it. */
  | 'DOWNLOAD'
  /** To be played in a browser: converted if it has to be. */
  | 'PLAY';

/** What is to become of the recording of a call. Values may be added. */
export type RecordingMode =
  /** End the recording. */
  | 'OFF'
  /** Begin to record. */
  | 'ON'
  /** Record silence, as while card data is spoken. */
  | 'PAUSED'
  /** Record again. */
  | 'RESUMED';

/** How the talk of a visit ended. Values may be added. */
export type ReportEnding =
  /** The agent hung up. */
  | 'AGENT_HUNG_UP'
  /** The agent passed the call on after asking. */
  | 'ATTENDED_TRANSFER'
  /** The agent passed the call on without asking. */
  | 'BLIND_TRANSFER'
  /** The caller hung up. */
  | 'CALLER_HUNG_UP'
  /** The agent passed the call on; the PBX is too old to say how. */
  | 'OLD_TRANSFER'
  /** Nobody knows: the PBX stopped meanwhile. */
  | 'UNKNOWN';

/** Into which stretches of local time a period is cut. Values may be added. */
export type ReportGrouping =
  /** Days; where the clocks are changed they have 23 or 25 hours. */
  | 'DAY'
  /** Hours; for at most 93 days. */
  | 'HOUR'
  /** Months. */
  | 'MONTH'
  /** Weeks, from Monday. */
  | 'WEEK';

/** How a visit to a queue came out. Values may be added. */
export type ReportOutcome =
  /** The caller hung up while waiting. */
  | 'ABANDONED'
  /** Connected to an agent. */
  | 'ANSWERED'
  /** The phones had no codec in common. */
  | 'INCOMPATIBLE'
  /** The caller pressed a key. */
  | 'LEFT_BY_KEY'
  /** Nobody served the queue. */
  | 'LEFT_EMPTY'
  /** Nobody knows: the PBX stopped meanwhile. */
  | 'LOST'
  /** The waiting time of the queue was over. */
  | 'TIMED_OUT'
  /** It goes on. */
  | 'WAITING'
  /** Somebody took the caller out. */
  | 'WITHDRAWN';

/** The time to report on: a name, or from when until when. At most 732 days. */
export type ReportPeriodInput = {
  /** From when on. */
  from?: string | null | undefined;
  /** By name. */
  name?: ReportPeriodName | null | undefined;
  /** Until when; what joins then is not part of it any more. */
  until?: string | null | undefined;
};

/** A period by its name, in your tenant's time zone; weeks begin on Monday. Values may be added. */
export type ReportPeriodName =
  /** Seven days, the present one among them. */
  | 'LAST_7_DAYS'
  /** Thirty days, the present one among them. */
  | 'LAST_30_DAYS'
  /** The month before. */
  | 'LAST_MONTH'
  /** The week before. */
  | 'LAST_WEEK'
  /** The present month. */
  | 'THIS_MONTH'
  /** The present week. */
  | 'THIS_WEEK'
  /** The present day. */
  | 'TODAY'
  /** The day before. */
  | 'YESTERDAY';

/** A scheduled report to make. */
export type ReportScheduleCreateInput = {
  /** Only of these agents, at most 100. */
  agentIds?: Array<string> | null | undefined;
  /** When: minute (one number), hour, day, month and weekday of cron, in the tenant's time zone; once an hour at most. */
  cron: string;
  /** What kind of file. */
  format: ExportFormat;
  /** False to let it rest at first. */
  isEnabled?: boolean | null | undefined;
  /** The tenant's when left out. */
  language?: Language | null | undefined;
  /** What people call it, 1 to 120 characters. */
  name: string;
  /** The period it tells of. */
  period: ReportPeriodName;
  /** Only of these queues, at most 100. */
  queueIds?: Array<string> | null | undefined;
  /** E-mail addresses, 1 to 20. */
  recipients: Array<string>;
  /** What it tells of. */
  report: ExportReport;
};

/** What is to change of a scheduled report; what is left out stays. */
export type ReportScheduleUpdateInput = {
  /** Only of these agents; null for all. */
  agentIds?: Array<string> | null | undefined;
  /** When, as five fields of cron. */
  cron?: string | null | undefined;
  /** What kind of file. */
  format?: ExportFormat | null | undefined;
  /** False to let it rest. */
  isEnabled?: boolean | null | undefined;
  /** What it is written in. */
  language?: Language | null | undefined;
  /** What people call it, 1 to 120 characters. */
  name?: string | null | undefined;
  /** The period it tells of. */
  period?: ReportPeriodName | null | undefined;
  /** Only of these queues; null for all. */
  queueIds?: Array<string> | null | undefined;
  /** E-mail addresses, 1 to 20. */
  recipients?: Array<string> | null | undefined;
  /** What it tells of. */
  report?: ExportReport | null | undefined;
};

/** How your tenant is to count; what is left out stays as it is. */
export type ReportSettingsInput = {
  /** The formula of the service level. */
  formula?: ServiceLevelFormula | null | undefined;
  /** Most digits of an extension, 0 to 10. */
  internalDigits?: number | null | undefined;
  /** Beginnings of your own numbers: at most 50, of digits, * and #, after an optional +. */
  internalPrefixes?: Array<string> | null | undefined;
  /** Seconds within which an answer is in time, 1 to 3600; null: as the PBX has it. */
  serviceLevelSeconds?: number | null | undefined;
  /** Seconds of a short abandon, 0 to 60. */
  shortAbandonSeconds?: number | null | undefined;
};

/** A rule to set; the one of the same queue is replaced. */
export type RetentionRuleInput = {
  /** For how many days they are kept: 1 to 3650. */
  keepDays: number;
  /** The queue; left out for all recordings that no other rule is about. */
  queueId?: string | null | undefined;
};

/** What kind of user somebody is. Values may be added. */
export type Role =
  /** Keeps one tenant: its users, PBXs and settings. */
  | 'ADMIN'
  /** Takes calls. */
  | 'AGENT'
  /** Runs the platform: keeps tenants and shared PBXs, and may all that an administrator may. */
  | 'OPERATOR'
  /** Watches and leads the agents of all queues, or of those assigned. */
  | 'SUPERVISOR'
  /** Looks and changes nothing. */
  | 'VIEWER';

/** How the service level is counted. In time is: within the service-level seconds, as whole seconds. Values may be added. */
export type ServiceLevelFormula =
  /** Answered in time, over answered. What Asterisk shows as ServicelevelPerf; who gave up doesn't count. */
  | 'ANSWERED'
  /** Answered in time, over answered and abandoned. */
  | 'ANSWERED_AND_ABANDONED'
  /** Answered in time, over all who joined. The usual one, and the strictest. */
  | 'OFFERED'
  /** Answered in time, over all who joined less those who gave up in time. */
  | 'OFFERED_LESS_ABANDONED_IN_TIME'
  /** Answered in time, over all who joined less those who gave up at once (the short-abandon seconds). */
  | 'OFFERED_LESS_SHORT_ABANDONS'
  /** Answered or abandoned in time, over answered and abandoned. What Asterisk shows as ServicelevelPerf2. */
  | 'SETTLED_IN_TIME';

/** How to count the service level, where not as your tenant usually does. */
export type ServiceLevelInput = {
  /** By which formula. */
  formula?: ServiceLevelFormula | null | undefined;
  /** Within how many seconds, for all queues: 0 to 86,400. Left out: as each queue has it. */
  seconds?: number | null | undefined;
  /** Seconds of a short abandon, 0 to 3,600. */
  shortAbandonSeconds?: number | null | undefined;
};

/** Who wants in. */
export type SessionStartInput = {
  /** The login; case is ignored. */
  login: string;
  /** The password, or the one-time password. */
  password: string;
};

/** How a supervisor joins a call. Values may be added. */
export type SpyMode =
  /** Is heard by both. */
  | 'BARGE'
  /** Hears both, is heard by nobody. */
  | 'LISTEN'
  /** Is heard by the agent alone. */
  | 'WHISPER';

/** What the day was like, to expect it so again. */
export type StaffingHistoryInput = {
  /** The time to look at, at most 93 days; whole weeks are best. */
  period: ReportPeriodInput;
  /** The queues; all that you may see when left out. */
  queueIds?: Array<string> | null | undefined;
  /** Only this weekday: 1 is Monday, 7 Sunday. */
  weekday?: number | null | undefined;
  /** Seconds of work after each call, 0 to 3,600; none when left out. */
  wrapUpSeconds?: number | null | undefined;
};

/** For whom agents are needed, and how well they are to be served. */
export type StaffingInput = {
  /** Talk and work after it of a call, in seconds, 1 to 36,000; from history when left out. */
  handlingSeconds?: number | null | undefined;
  /** Or a time that is taken for how it will be. */
  history?: StaffingHistoryInput | null | undefined;
  /** Minutes of an interval: 15, 30 (when left out) or 60. */
  intervalMinutes?: number | null | undefined;
  /** The most of their time that agents are to be busy, 0.1 to 1. */
  mostOccupancy?: number | null | undefined;
  /** How long callers wait before they give up, in seconds, in the mean; with it Erlang A is used. */
  patienceSeconds?: number | null | undefined;
  /** The share to be answered in time, 0.01 to 0.999; 0.8 when left out. */
  serviceLevel?: number | null | undefined;
  /** What is in time, in seconds: 0 to 3,600; 20 when left out. */
  serviceLevelSeconds?: number | null | undefined;
  /** The share of paid time in which agents are away (pauses, leave, training), 0 to 0.9; 0 when left out. */
  shrinkage?: number | null | undefined;
  /** Volumes as you expect them, at most 1,000. */
  volumes?: Array<StaffingVolumeInput> | null | undefined;
};

/** How callers who wait are thought to behave. Values may be added. */
export type StaffingModel =
  /** Callers give up, as patient as told. */
  | 'ERLANG_A'
  /** Everybody waits until answered. */
  | 'ERLANG_C';

/** How many callers come in an interval, as you expect it. */
export type StaffingVolumeInput = {
  /** Callers, 0 to 100,000. */
  calls: number;
  /** Talk and work after it of a call, in seconds; the one of all when left out. */
  handlingSeconds?: number | null | undefined;
  /** What to call the interval. */
  label?: string | null | undefined;
};

/** A new tenant and its first administrator. */
export type TenantCreateInput = {
  /** The first administrator's login; the one-time password comes with the answer. */
  adminLogin: string;
  /** What its people are spoken to in. */
  language: Language;
  /** What people call it, 1 to 120 characters. */
  name: string;
  /** A short name of its own: 2 to 64 lower case letters, digits and hyphens. */
  slug: string;
  /** An IANA time zone such as `America/Bogota`. */
  timeZone: string;
};

/** What to change of a tenant; what is left out stays. */
export type TenantUpdateInput = {
  /** What its people are spoken to in. */
  language?: Language | null | undefined;
  /** What people call it, 1 to 120 characters. */
  name?: string | null | undefined;
  /** An IANA time zone such as `America/Bogota`. */
  timeZone?: string | null | undefined;
};

/** A threshold to set for a metric of a queue. */
export type ThresholdInput = {
  /** Where it becomes critical. */
  critical: number;
  /** Seconds a value must hold, 0 to 600; 10 when left out. */
  holdSeconds?: number | null | undefined;
  /** The metric. */
  metric: ThresholdMetric;
  /** Where the warning begins; 70 % of the way to critical when left out. */
  warn?: number | null | undefined;
};

/** What of a queue can have a threshold. Values may be added. */
export type ThresholdMetric =
  /** Today's abandoned over offered, 0 to 1; more is worse. */
  | 'ABANDON_RATE'
  /** Members free to take a call; fewer is worse. */
  | 'AVAILABLE_AGENTS'
  /** Seconds the first caller has waited; more is worse. */
  | 'LONGEST_WAIT'
  /** Today's service level, 0 to 1; less is worse. */
  | 'SERVICE_LEVEL'
  /** Callers who wait; more is worse. */
  | 'WAITING';

/** Whether calls can go over a trunk. Values may be added. */
export type TrunkState =
  /** The other side answers. */
  | 'REACHABLE'
  /** The PBX does not know. */
  | 'UNKNOWN'
  /** The other side does not answer, or is not registered. */
  | 'UNREACHABLE';

/** A new user. They get a one-time password. */
export type UserCreateInput = {
  /** To give them beyond their role. */
  grantedPermissions?: Array<Permission> | null | undefined;
  /** Their language; null means the tenant's. */
  language?: Language | null | undefined;
  /** What they sign in with: 2 to 190 letters, digits and `. _ @ + -`; case is ignored. */
  login: string;
  /** Their name, 1 to 120 characters. */
  name: string;
  /** The queues to confine them to; null means all. */
  queueIds?: Array<string> | null | undefined;
  /** To take from what their role has. */
  revokedPermissions?: Array<Permission> | null | undefined;
  /** At most your own; only an operator makes an operator. */
  role: Role;
  /** For operators: the tenant, when it is not one's own. */
  tenantId?: string | null | undefined;
};

/** What to change of a user; what is left out stays. */
export type UserUpdateInput = {
  /** All that is given beyond the role. */
  grantedPermissions?: Array<Permission> | null | undefined;
  /** True ends their sign-ins and lets none begin. */
  isDisabled?: boolean | null | undefined;
  /** Their language; null means the tenant's. */
  language?: Language | null | undefined;
  /** Their name, 1 to 120 characters. */
  name?: string | null | undefined;
  /** The queues to confine them to; null lifts it. */
  queueIds?: Array<string> | null | undefined;
  /** All that is taken from the role. */
  revokedPermissions?: Array<Permission> | null | undefined;
  /** At most your own. */
  role?: Role | null | undefined;
};

/** Which visits; all that is given must hold. */
export type VisitFilter = {
  /** One of these agents answered; at most 100. */
  agentIds?: Array<string> | null | undefined;
  /** Talked at least so many seconds. */
  minTalkSeconds?: number | null | undefined;
  /** Waited at least so many seconds. */
  minWaitSeconds?: number | null | undefined;
  /** The caller's number or the one called begins so. */
  number?: string | null | undefined;
  /** Came out in one of these ways. */
  outcomes?: Array<ReportOutcome> | null | undefined;
};

/** How a stay in a queue ended. Values may be added. */
export type VisitOutcome =
  /** The caller hung up. */
  | 'ABANDONED'
  /** Connected to an agent. */
  | 'ANSWERED'
  /** The caller pressed a key to leave. */
  | 'LEFT_BY_KEY'
  /** The queue had no members, or came to have none. */
  | 'LEFT_EMPTY'
  /** No member of the queue could take calls. */
  | 'LEFT_UNAVAILABLE'
  /** The waiting time of the queue was over. */
  | 'TIMED_OUT'
  /** Somebody sent the call elsewhere. */
  | 'TRANSFERRED'
  /** The PBX did not tell. */
  | 'UNKNOWN'
  /** It has not. */
  | 'WAITING';

export type AgentFieldsFragment = { id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } };

export type AgentQueryVariables = Exact<{
  id: string;
}>;


export type AgentQuery = { agent: { id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } } };

export type AgentsQueryVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type AgentsQuery = { agents: Array<{ id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } }> };

export type AgentUpdatedSubscriptionVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type AgentUpdatedSubscription = { agentUpdated: { id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } } };

export type AgentPauseMutationVariables = Exact<{
  id: string;
  reason?: string | null | undefined;
}>;


export type AgentPauseMutation = { agentPause: { agent: { id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type AgentUnpauseMutationVariables = Exact<{
  id: string;
}>;


export type AgentUnpauseMutation = { agentUnpause: { agent: { id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type AuditEntriesQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditEntriesQuery = { auditEntries: { nodes: Array<{ id: string, action: string, address: string, answer: string, input: Record<string, unknown>, occurredAt: string, outcome: string, targetId: string, tenantId: string, userId: string, user: { id: string, login: string, name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type BoardSubscriptionVariables = Exact<{
  queueIds?: Array<string> | null | undefined;
  withCallers: boolean;
}>;


export type BoardSubscription = { wallboard: { id: string, at: string, isDemo: boolean, isStale: boolean, totals: { abandoned: number, answered: number, availableAgents: number, connectedAgents: number, level: Level, longestWaitSince: string | null, offered: number, serviceLevel: number | null, waiting: number }, queues: Array<{ id: string, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, serviceLevelSeconds: number, waitingCount: number, levels: Array<{ level: Level, metric: ThresholdMetric }>, callers?: Array<{ callId: string, number: string, position: number, since: string }>, memberCounts: { available: number, offline: number, total: number }, today: { abandoned: number, answered: number, offered: number, serviceLevel: number | null } }>, agents: Array<{ id: string, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, since: string, state: AgentState, today: { answered: number } }> } };

export type BoardTimeQueryVariables = Exact<{ [key: string]: never; }>;


export type BoardTimeQuery = { wallboard: { at: string } };

export type BoardQueuesQueryVariables = Exact<{ [key: string]: never; }>;


export type BoardQueuesQuery = { wallboard: { queues: Array<{ id: string, label: string }> } };

export type CallFieldsFragment = { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number };

export type CallEventFieldsFragment = { id: string, agentId: string | null, callId: string, kind: CallEventKind, occurredAt: string, queueId: string | null, details: Array<{ name: string, value: string }> };

export type CallQueryVariables = Exact<{
  id: string;
}>;


export type CallQuery = { call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number, agent: { id: string, name: string, number: string } | null, queue: { id: string, label: string, name: string } | null, legs: Array<{ id: string, agentId: string | null, answeredAt: string | null, channel: string, endedAt: string | null, hangupCause: number | null, number: string, startedAt: string }>, queueVisits: Array<{ id: string, agentId: string | null, answeredAt: string | null, joinedAt: string, leftAt: string | null, outcome: VisitOutcome, position: number, queueId: string, talkSeconds: number, waitSeconds: number }>, events: Array<{ id: string, agentId: string | null, callId: string, kind: CallEventKind, occurredAt: string, queueId: string | null, details: Array<{ name: string, value: string }> }> } };

export type CallsQueryVariables = Exact<{
  filter?: CallFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CallsQuery = { calls: { nodes: Array<{ id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ActiveCallsQueryVariables = Exact<{ [key: string]: never; }>;


export type ActiveCallsQuery = { activeCalls: Array<{ id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number }> };

export type CallStatisticsQueryVariables = Exact<{
  filter?: CallFilter | null | undefined;
}>;


export type CallStatisticsQuery = { callStatistics: { abandoned: number, active: number, answered: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, longestWaitSeconds: number, otherwise: number, talkSeconds: number, total: number } };

export type CallEventsQueryVariables = Exact<{
  since: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CallEventsQuery = { callEvents: { nodes: Array<{ id: string, agentId: string | null, callId: string, kind: CallEventKind, occurredAt: string, queueId: string | null, details: Array<{ name: string, value: string }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CallUpdatedSubscriptionVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type CallUpdatedSubscription = { callUpdated: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } };

export type CallStartedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CallStartedSubscription = { callStarted: { id: string, occurredAt: string, call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } } };

export type CallAnsweredSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CallAnsweredSubscription = { callAnswered: { id: string, occurredAt: string, agentId: string | null, queueId: string | null, call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } } };

export type CallTransferredSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CallTransferredSubscription = { callTransferred: { id: string, occurredAt: string, target: string, transfer: string, call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } } };

export type CallEndedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CallEndedSubscription = { callEnded: { id: string, occurredAt: string, call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } } };

export type CallOriginateMutationVariables = Exact<{
  extensionId: string;
  to: string;
}>;


export type CallOriginateMutation = { callOriginate: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallHangupMutationVariables = Exact<{
  id: string;
}>;


export type CallHangupMutation = { callHangup: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallParkMutationVariables = Exact<{
  id: string;
}>;


export type CallParkMutation = { callPark: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallTransferBlindMutationVariables = Exact<{
  id: string;
  to: string;
}>;


export type CallTransferBlindMutation = { callTransferBlind: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallTransferAttendedMutationVariables = Exact<{
  id: string;
  to: string;
}>;


export type CallTransferAttendedMutation = { callTransferAttended: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallSpyMutationVariables = Exact<{
  id: string;
  extensionId: string;
  mode: SpyMode;
}>;


export type CallSpyMutation = { callSpy: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallRecordingSetMutationVariables = Exact<{
  id: string;
  mode: RecordingMode;
}>;


export type CallRecordingSetMutation = { callRecordingSet: { answer: string | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type DatabaseAccountFieldsFragment = { id: string, authority: string | null, createdAt: string, database: string, encryption: DatabaseEncryption | null, engine: DatabaseEngine, host: string, name: string, pbxId: string, port: number, username: string };

export type DatabaseAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type DatabaseAccountsQuery = { databaseAccounts: Array<{ id: string, authority: string | null, createdAt: string, database: string, encryption: DatabaseEncryption | null, engine: DatabaseEngine, host: string, name: string, pbxId: string, port: number, username: string }> };

export type DatabaseAccountSetMutationVariables = Exact<{
  id?: string | null | undefined;
  input: DatabaseAccountInput;
}>;


export type DatabaseAccountSetMutation = { databaseAccountSet: { account: { id: string, authority: string | null, createdAt: string, database: string, encryption: DatabaseEncryption | null, engine: DatabaseEngine, host: string, name: string, pbxId: string, port: number, username: string } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type DatabaseAccountRemoveMutationVariables = Exact<{
  id: string;
}>;


export type DatabaseAccountRemoveMutation = { databaseAccountRemove: { account: { id: string, authority: string | null, createdAt: string, database: string, encryption: DatabaseEncryption | null, engine: DatabaseEngine, host: string, name: string, pbxId: string, port: number, username: string } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type DatabaseAccountTestMutationVariables = Exact<{
  id: string;
}>;


export type DatabaseAccountTestMutation = { databaseAccountTest: { report: { hints: Array<string>, tookMs: number, tables: Array<{ firstAt: string | null, hints: Array<string>, kind: DatabaseTableKind, lastAt: string | null, name: string, rowCount: number }> } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ImportFilesQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportFilesQuery = { importFiles: Array<{ changedAt: string, name: string, sizeBytes: number }> };

export type CdrImportMutationVariables = Exact<{
  input: CdrImportInput;
}>;


export type CdrImportMutation = { cdrImport: { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type CallCenterImportMutationVariables = Exact<{
  input: CallCenterImportInput;
}>;


export type CallCenterImportMutation = { callCenterImport: { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type DisplayLinkFieldsFragment = { id: string, createdAt: string, expiresAt: string | null, language: Language, lastSeenAt: string | null, name: string, queueIds: Array<string> | null, revokedAt: string | null, screenCount: number };

export type DisplayQueryVariables = Exact<{ [key: string]: never; }>;


export type DisplayQuery = { display: { id: string, language: Language, name: string, timeZone: string } };

export type DisplayLinksQueryVariables = Exact<{ [key: string]: never; }>;


export type DisplayLinksQuery = { displayLinks: Array<{ id: string, createdAt: string, expiresAt: string | null, language: Language, lastSeenAt: string | null, name: string, queueIds: Array<string> | null, revokedAt: string | null, screenCount: number }> };

export type DisplayLinkCreateMutationVariables = Exact<{
  input: DisplayLinkCreateInput;
}>;


export type DisplayLinkCreateMutation = { displayLinkCreate: { created: { token: string, link: { id: string, createdAt: string, expiresAt: string | null, language: Language, lastSeenAt: string | null, name: string, queueIds: Array<string> | null, revokedAt: string | null, screenCount: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type DisplayLinkRevokeMutationVariables = Exact<{
  id: string;
}>;


export type DisplayLinkRevokeMutation = { displayLinkRevoke: { link: { id: string, createdAt: string, expiresAt: string | null, language: Language, lastSeenAt: string | null, name: string, queueIds: Array<string> | null, revokedAt: string | null, screenCount: number } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ExportCreateMutationVariables = Exact<{
  input: ExportCreateInput;
}>;


export type ExportCreateMutation = { exportCreate: { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ExportLinkQueryVariables = Exact<{
  jobId: string;
}>;


export type ExportLinkQuery = { exportLink: { expiresAt: string, fileName: string, jobId: string, rowCount: number, sizeBytes: number, url: string } };

export type ExtensionFieldsFragment = { id: string, currentCallId: string | null, device: string, isStale: boolean, name: string | null, number: string, pbxId: string, since: string, state: ExtensionState };

export type ExtensionQueryVariables = Exact<{
  id: string;
}>;


export type ExtensionQuery = { extension: { id: string, currentCallId: string | null, device: string, isStale: boolean, name: string | null, number: string, pbxId: string, since: string, state: ExtensionState } };

export type ExtensionsQueryVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type ExtensionsQuery = { extensions: Array<{ id: string, currentCallId: string | null, device: string, isStale: boolean, name: string | null, number: string, pbxId: string, since: string, state: ExtensionState }> };

export type ExtensionUpdatedSubscriptionVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type ExtensionUpdatedSubscription = { extensionUpdated: { id: string, currentCallId: string | null, device: string, isStale: boolean, name: string | null, number: string, pbxId: string, since: string, state: ExtensionState } };

export type JobFieldsFragment = { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null };

export type JobsQueryVariables = Exact<{
  filter?: JobFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type JobsQuery = { jobs: { nodes: Array<{ id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } };

export type JobUpdatedSubscriptionVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type JobUpdatedSubscription = { jobUpdated: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } };

export type JobCancelMutationVariables = Exact<{
  id: string;
}>;


export type JobCancelMutation = { jobCancel: { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type LogSourceFieldsFragment = { id: string, pbxId: string, kind: LogSourceKind, folder: string | null, fileName: string | null, databaseAccountId: string | null, tableName: string | null, timeZone: string, hasHistory: boolean, isEnabled: boolean, state: LogSourceState, lastEventAt: string | null, lineCount: number, badLineCount: number, unmatchedCount: number, bytesLeft: number | null, gapAt: string | null, createdAt: string, problem: { code: string, since: string, message: string } | null, warnings: Array<{ code: string, since: string, message: string }>, badLines: Array<{ file: string, lineNumber: number, reason: LogBadLineReason, excerpt: string }> };

export type LogSourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type LogSourcesQuery = { logSources: Array<{ id: string, pbxId: string, kind: LogSourceKind, folder: string | null, fileName: string | null, databaseAccountId: string | null, tableName: string | null, timeZone: string, hasHistory: boolean, isEnabled: boolean, state: LogSourceState, lastEventAt: string | null, lineCount: number, badLineCount: number, unmatchedCount: number, bytesLeft: number | null, gapAt: string | null, createdAt: string, problem: { code: string, since: string, message: string } | null, warnings: Array<{ code: string, since: string, message: string }>, badLines: Array<{ file: string, lineNumber: number, reason: LogBadLineReason, excerpt: string }> }> };

export type LogFilesQueryVariables = Exact<{
  pbxId: string;
  folder?: string | null | undefined;
  fileName?: string | null | undefined;
}>;


export type LogFilesQuery = { logFiles: Array<{ name: string, isCurrent: boolean, isCompressed: boolean, sizeBytes: number, firstEventAt: string | null, changedAt: string }> };

export type LogSourceSetMutationVariables = Exact<{
  pbxId: string;
  input: LogSourceInput;
}>;


export type LogSourceSetMutation = { logSourceSet: { source: { id: string, pbxId: string, kind: LogSourceKind, folder: string | null, fileName: string | null, databaseAccountId: string | null, tableName: string | null, timeZone: string, hasHistory: boolean, isEnabled: boolean, state: LogSourceState, lastEventAt: string | null, lineCount: number, badLineCount: number, unmatchedCount: number, bytesLeft: number | null, gapAt: string | null, createdAt: string, problem: { code: string, since: string, message: string } | null, warnings: Array<{ code: string, since: string, message: string }>, badLines: Array<{ file: string, lineNumber: number, reason: LogBadLineReason, excerpt: string }> } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type LogSourceRemoveMutationVariables = Exact<{
  pbxId: string;
}>;


export type LogSourceRemoveMutation = { logSourceRemove: { source: { id: string, pbxId: string, kind: LogSourceKind, folder: string | null, fileName: string | null, databaseAccountId: string | null, tableName: string | null, timeZone: string, hasHistory: boolean, isEnabled: boolean, state: LogSourceState, lastEventAt: string | null, lineCount: number, badLineCount: number, unmatchedCount: number, bytesLeft: number | null, gapAt: string | null, createdAt: string, problem: { code: string, since: string, message: string } | null, warnings: Array<{ code: string, since: string, message: string }>, badLines: Array<{ file: string, lineNumber: number, reason: LogBadLineReason, excerpt: string }> } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type LogImportMutationVariables = Exact<{
  pbxId: string;
  input: LogImportInput;
}>;


export type LogImportMutation = { logImport: { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type LogSourceUpdatedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LogSourceUpdatedSubscription = { logSourceUpdated: { id: string, pbxId: string, kind: LogSourceKind, folder: string | null, fileName: string | null, databaseAccountId: string | null, tableName: string | null, timeZone: string, hasHistory: boolean, isEnabled: boolean, state: LogSourceState, lastEventAt: string | null, lineCount: number, badLineCount: number, unmatchedCount: number, bytesLeft: number | null, gapAt: string | null, createdAt: string, problem: { code: string, since: string, message: string } | null, warnings: Array<{ code: string, since: string, message: string }>, badLines: Array<{ file: string, lineNumber: number, reason: LogBadLineReason, excerpt: string }> } };

export type PbxFieldsFragment = { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } };

export type PbxMappingFieldsFragment = { id: string, createdAt: string, kind: PbxMappingKind, pbxId: string, prefix: string, tenantId: string };

export type PbxQueryVariables = Exact<{
  id: string;
}>;


export type PbxQuery = { pbx: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } };

export type PbxsQueryVariables = Exact<{ [key: string]: never; }>;


export type PbxsQuery = { pbxs: Array<{ id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } }> };

export type PbxMappingsQueryVariables = Exact<{
  id: string;
}>;


export type PbxMappingsQuery = { pbxMappings: Array<{ id: string, createdAt: string, kind: PbxMappingKind, pbxId: string, prefix: string, tenantId: string }> };

export type PbxUpdatedSubscriptionVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type PbxUpdatedSubscription = { pbxUpdated: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } };

export type PbxTestMutationVariables = Exact<{
  input: PbxTestInput;
}>;


export type PbxTestMutation = { pbxTest: { report: { isUsable: boolean, tookMs: number, checks: Array<{ check: PbxCheckName, detail: string | null, hint: string | null, ok: boolean | null }> } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxRegisterMutationVariables = Exact<{
  input: PbxRegisterInput;
}>;


export type PbxRegisterMutation = { pbxRegister: { pbx: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxUpdateMutationVariables = Exact<{
  id: string;
  input: PbxUpdateInput;
}>;


export type PbxUpdateMutation = { pbxUpdate: { pbx: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxConnectMutationVariables = Exact<{
  id: string;
}>;


export type PbxConnectMutation = { pbxConnect: { pbx: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxDisconnectMutationVariables = Exact<{
  id: string;
}>;


export type PbxDisconnectMutation = { pbxDisconnect: { pbx: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxRemoveMutationVariables = Exact<{
  id: string;
}>;


export type PbxRemoveMutation = { pbxRemove: { pbx: { id: string, createdAt: string, dialContext: string, host: string | null, isDemo: boolean, isEnabled: boolean, isShared: boolean, name: string, port: number | null, timeZone: string, username: string | null, status: { asteriskVersion: string | null, bootedAt: string | null, problem: PbxProblem | null, since: string, state: PbxLinkState } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxMappingSetMutationVariables = Exact<{
  id: string;
  input: PbxMappingInput;
}>;


export type PbxMappingSetMutation = { pbxMappingSet: { mapping: { id: string, createdAt: string, kind: PbxMappingKind, pbxId: string, prefix: string, tenantId: string } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PbxMappingRemoveMutationVariables = Exact<{
  id: string;
}>;


export type PbxMappingRemoveMutation = { pbxMappingRemove: { mapping: { id: string, createdAt: string, kind: PbxMappingKind, pbxId: string, prefix: string, tenantId: string } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueFieldsFragment = { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } };

export type QueueDayFieldsFragment = { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number };

export type ThresholdFieldsFragment = { id: string, critical: number, holdSeconds: number, metric: ThresholdMetric, queueId: string, warn: number | null };

export type QueueQueryVariables = Exact<{
  id: string;
}>;


export type QueueQuery = { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } };

export type QueuesQueryVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type QueuesQuery = { queues: Array<{ id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } }> };

export type QueueThresholdsQueryVariables = Exact<{
  id: string;
}>;


export type QueueThresholdsQuery = { queueThresholds: Array<{ id: string, critical: number, holdSeconds: number, metric: ThresholdMetric, queueId: string, warn: number | null }> };

export type QueueUpdatedSubscriptionVariables = Exact<{
  ids?: Array<string> | null | undefined;
}>;


export type QueueUpdatedSubscription = { queueUpdated: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } };

export type QueueCallerJoinedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type QueueCallerJoinedSubscription = { queueCallerJoined: { id: string, occurredAt: string, queueId: string, call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } } };

export type QueueCallerLeftSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type QueueCallerLeftSubscription = { queueCallerLeft: { id: string, occurredAt: string, queueId: string, agentId: string | null, outcome: VisitOutcome, waitSeconds: number, call: { id: string, agentId: string | null, answeredAt: string | null, did: string | null, direction: CallDirection, disposition: CallDisposition | null, durationSeconds: number, endReason: EndReason | null, endedAt: string | null, fromName: string, fromNumber: string, hangupCause: number | null, holdSeconds: number, isStale: boolean, linkedid: string, mergedIntoId: string | null, pbxId: string, queueId: string | null, startedAt: string, state: CallState, talkSeconds: number, toNumber: string, transferCount: number, waitSeconds: number } } };

export type QueueUpdateMutationVariables = Exact<{
  id: string;
  input: QueueUpdateInput;
}>;


export type QueueUpdateMutation = { queueUpdate: { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueMemberAddMutationVariables = Exact<{
  queueId: string;
  input: QueueMemberAddInput;
}>;


export type QueueMemberAddMutation = { queueMemberAdd: { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueMemberRemoveMutationVariables = Exact<{
  queueId: string;
  agentId: string;
}>;


export type QueueMemberRemoveMutation = { queueMemberRemove: { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueMemberPauseMutationVariables = Exact<{
  queueId: string;
  agentId: string;
  reason?: string | null | undefined;
}>;


export type QueueMemberPauseMutation = { queueMemberPause: { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueMemberUnpauseMutationVariables = Exact<{
  queueId: string;
  agentId: string;
}>;


export type QueueMemberUnpauseMutation = { queueMemberUnpause: { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueMemberPenaltySetMutationVariables = Exact<{
  queueId: string;
  agentId: string;
  penalty: number;
}>;


export type QueueMemberPenaltySetMutation = { queueMemberPenaltySet: { queue: { id: string, isShown: boolean, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, strategy: string | null, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, members: Array<{ agentId: string, callsTaken: number, isDynamic: boolean, isPaused: boolean, name: string, number: string, pauseReason: string | null, penalty: number, since: string, state: AgentState }>, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueThresholdSetMutationVariables = Exact<{
  id: string;
  input: ThresholdInput;
}>;


export type QueueThresholdSetMutation = { queueThresholdSet: { threshold: { id: string, critical: number, holdSeconds: number, metric: ThresholdMetric, queueId: string, warn: number | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueThresholdRemoveMutationVariables = Exact<{
  id: string;
  metric: ThresholdMetric;
}>;


export type QueueThresholdRemoveMutation = { queueThresholdRemove: { isRemoved: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type RecordingFieldsFragment = { id: string, agentId: string | null, callId: string | null, durationSeconds: number | null, fileName: string, format: string, pbxId: string, queueId: string | null, removedAt: string | null, sizeBytes: number, startedAt: string };

export type RecordingFolderFieldsFragment = { id: string, fileCount: number | null, folder: string, isReadable: boolean, isScanning: boolean, layout: RecordingLayout, newestAt: string | null, pbxFolder: string, pbxId: string, scannedAt: string | null, problem: { code: ErrorCode, hint: string } | null };

export type RetentionRuleFieldsFragment = { id: string, createdAt: string, keepDays: number, queueId: string | null };

export type RecordingsQueryVariables = Exact<{
  filter?: RecordingFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RecordingsQuery = { recordings: { nodes: Array<{ id: string, agentId: string | null, callId: string | null, durationSeconds: number | null, fileName: string, format: string, pbxId: string, queueId: string | null, removedAt: string | null, sizeBytes: number, startedAt: string, agent: { id: string, name: string, number: string } | null, call: { id: string, did: string | null, direction: CallDirection, fromName: string, fromNumber: string, talkSeconds: number, toNumber: string } | null, queue: { id: string, label: string, name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type RecordingQueryVariables = Exact<{
  id: string;
}>;


export type RecordingQuery = { recording: { id: string, agentId: string | null, callId: string | null, durationSeconds: number | null, fileName: string, format: string, pbxId: string, queueId: string | null, removedAt: string | null, sizeBytes: number, startedAt: string } };

export type RecordingLinkQueryVariables = Exact<{
  id: string;
  purpose?: RecordingLinkPurpose | null | undefined;
}>;


export type RecordingLinkQuery = { recordingLink: { expiresAt: string, purpose: RecordingLinkPurpose, url: string } };

export type RecordingWaveformQueryVariables = Exact<{
  id: string;
  points?: number | null | undefined;
}>;


export type RecordingWaveformQuery = { recordingWaveform: { durationSeconds: number, peaks: Array<number>, recordingId: string } };

export type RecordingFoldersQueryVariables = Exact<{ [key: string]: never; }>;


export type RecordingFoldersQuery = { recordingFolders: Array<{ id: string, fileCount: number | null, folder: string, isReadable: boolean, isScanning: boolean, layout: RecordingLayout, newestAt: string | null, pbxFolder: string, pbxId: string, scannedAt: string | null, problem: { code: ErrorCode, hint: string } | null }> };

export type RetentionRulesQueryVariables = Exact<{ [key: string]: never; }>;


export type RetentionRulesQuery = { retentionRules: Array<{ id: string, createdAt: string, keepDays: number, queueId: string | null }> };

export type RetentionPreviewQueryVariables = Exact<{
  input?: RetentionRuleInput | null | undefined;
}>;


export type RetentionPreviewQuery = { retentionPreview: Array<{ before: string, fileCount: number, keepDays: number, oldestAt: string | null, queueId: string | null, sizeBytes: number, samples: Array<{ id: string, agentId: string | null, callId: string | null, durationSeconds: number | null, fileName: string, format: string, pbxId: string, queueId: string | null, removedAt: string | null, sizeBytes: number, startedAt: string }> }> };

export type RecordingRemoveMutationVariables = Exact<{
  id: string;
}>;


export type RecordingRemoveMutation = { recordingRemove: { errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }>, recording: { id: string, agentId: string | null, callId: string | null, durationSeconds: number | null, fileName: string, format: string, pbxId: string, queueId: string | null, removedAt: string | null, sizeBytes: number, startedAt: string } | null } };

export type RecordingFolderSetMutationVariables = Exact<{
  pbxId: string;
  input: RecordingFolderInput;
}>;


export type RecordingFolderSetMutation = { recordingFolderSet: { errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }>, folder: { id: string, fileCount: number | null, folder: string, isReadable: boolean, isScanning: boolean, layout: RecordingLayout, newestAt: string | null, pbxFolder: string, pbxId: string, scannedAt: string | null, problem: { code: ErrorCode, hint: string } | null } | null } };

export type RecordingFolderRemoveMutationVariables = Exact<{
  pbxId: string;
}>;


export type RecordingFolderRemoveMutation = { recordingFolderRemove: { ok: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type RetentionRuleSetMutationVariables = Exact<{
  input: RetentionRuleInput;
}>;


export type RetentionRuleSetMutation = { retentionRuleSet: { errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }>, rule: { id: string, createdAt: string, keepDays: number, queueId: string | null } | null } };

export type RetentionRuleRemoveMutationVariables = Exact<{
  id: string;
}>;


export type RetentionRuleRemoveMutation = { retentionRuleRemove: { ok: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ReportSettingsFieldsFragment = { formula: ServiceLevelFormula, serviceLevelSeconds: number | null, shortAbandonSeconds: number, internalDigits: number, internalPrefixes: Array<string> };

export type ReportSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ReportSettingsQuery = { reportSettings: { formula: ServiceLevelFormula, serviceLevelSeconds: number | null, shortAbandonSeconds: number, internalDigits: number, internalPrefixes: Array<string> } };

export type ReportSettingsUpdateMutationVariables = Exact<{
  input: ReportSettingsInput;
}>;


export type ReportSettingsUpdateMutation = { reportSettingsUpdate: { settings: { formula: ServiceLevelFormula, serviceLevelSeconds: number | null, shortAbandonSeconds: number, internalDigits: number, internalPrefixes: Array<string> } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PeriodFieldsFragment = { from: string, until: string };

export type QueueFiguresFieldsFragment = { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } };

export type FiguresChangeFieldsFragment = { offered: number | null, answered: number | null, abandoned: number | null, serviceLevel: number | null, abandonRate: number | null, meanAnsweredSeconds: number | null, meanTalkSeconds: number | null };

export type QueueReportQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  serviceLevel?: ServiceLevelInput | null | undefined;
  groupBy?: ReportGrouping | null | undefined;
  compareWithPrevious?: boolean | null | undefined;
}>;


export type QueueReportQuery = { queueReport: { period: { from: string, until: string }, previousPeriod: { from: string, until: string } | null, rule: { formula: ServiceLevelFormula, seconds: number | null, shortAbandonSeconds: number }, total: { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } }, previousTotal: { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } } | null, change: { offered: number | null, answered: number | null, abandoned: number | null, serviceLevel: number | null, abandonRate: number | null, meanAnsweredSeconds: number | null, meanTalkSeconds: number | null } | null, queues: Array<{ queueId: string, name: string, label: string, serviceLevelSeconds: number, figures: { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } }, previous: { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } } | null, change: { offered: number | null, answered: number | null, abandoned: number | null, serviceLevel: number | null, abandonRate: number | null, meanAnsweredSeconds: number | null, meanTalkSeconds: number | null } | null }>, series: Array<{ from: string, until: string, figures: { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } } }> } };

export type DailySummaryQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  serviceLevel?: ServiceLevelInput | null | undefined;
}>;


export type DailySummaryQuery = { dailySummary: Array<{ date: string, weekday: number, figures: { offered: number, answered: number, abandoned: number, timedOut: number, leftEmpty: number, leftByKey: number, withdrawn: number, incompatible: number, lost: number, waiting: number, serviceLevel: number | null, answeredInTime: number, answerRate: number | null, abandonRate: number | null, serviceLevels: Array<{ formula: ServiceLevelFormula, level: number | null }>, waits: { meanAnsweredSeconds: number | null, meanAbandonedSeconds: number | null, longestSeconds: number | null, p50Seconds: number | null, p90Seconds: number | null, p95Seconds: number | null, distribution: Array<{ upToSeconds: number | null, answered: number, abandoned: number }> }, talk: { meanSeconds: number | null, totalSeconds: number, unknownCount: number, meanRingSeconds: number | null, hungUpByCaller: number, hungUpByAgent: number, blindTransfers: number, attendedTransfers: number, oldTransfers: number } } }> };

export type HourlyDistributionQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  serviceLevel?: ServiceLevelInput | null | undefined;
}>;


export type HourlyDistributionQuery = { hourlyDistribution: Array<{ weekday: number, hour: number, dayCount: number, offered: number, answered: number, abandoned: number, serviceLevel: number | null, meanOffered: number | null }> };

export type DispositionSummaryQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  compareWithPrevious?: boolean | null | undefined;
}>;


export type DispositionSummaryQuery = { dispositionSummary: Array<{ outcome: ReportOutcome, nameEs: string, nameEn: string, count: number, share: number | null, previousCount: number | null }> };

export type AgentFiguresFieldsFragment = { agentId: string, number: string, name: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, talkUnknown: number, meanRingSeconds: number | null, missed: number, missedLong: number, cancelled: number, transfers: number, loggedInSeconds: number | null, sessionCount: number, pausedSeconds: number, wrapUpSeconds: number | null, occupancy: number | null, pauses: Array<{ reason: string, seconds: number, count: number }>, queues: Array<{ queueId: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, missed: number, missedLong: number, transfers: number, loggedInSeconds: number | null }> };

export type AgentReportQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  agentIds?: Array<string> | null | undefined;
  compareWithPrevious?: boolean | null | undefined;
}>;


export type AgentReportQuery = { agentReport: { period: { from: string, until: string }, previousPeriod: { from: string, until: string } | null, agents: Array<{ agentId: string, number: string, name: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, talkUnknown: number, meanRingSeconds: number | null, missed: number, missedLong: number, cancelled: number, transfers: number, loggedInSeconds: number | null, sessionCount: number, pausedSeconds: number, wrapUpSeconds: number | null, occupancy: number | null, pauses: Array<{ reason: string, seconds: number, count: number }>, queues: Array<{ queueId: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, missed: number, missedLong: number, transfers: number, loggedInSeconds: number | null }> }>, previousAgents: Array<{ agentId: string, number: string, name: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, talkUnknown: number, meanRingSeconds: number | null, missed: number, missedLong: number, cancelled: number, transfers: number, loggedInSeconds: number | null, sessionCount: number, pausedSeconds: number, wrapUpSeconds: number | null, occupancy: number | null, pauses: Array<{ reason: string, seconds: number, count: number }>, queues: Array<{ queueId: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, missed: number, missedLong: number, transfers: number, loggedInSeconds: number | null }> }> } };

export type AgentComparisonQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  agentIds: Array<string>;
}>;


export type AgentComparisonQuery = { agentComparison: { teamCount: number, meanAnswered: number | null, meanTalkSeconds: number | null, occupancy: number | null, period: { from: string, until: string }, agents: Array<{ answeredShare: number | null, meanTalkDifferenceSeconds: number | null, occupancyDifference: number | null, missedRate: number | null, agent: { agentId: string, number: string, name: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, talkUnknown: number, meanRingSeconds: number | null, missed: number, missedLong: number, cancelled: number, transfers: number, loggedInSeconds: number | null, sessionCount: number, pausedSeconds: number, wrapUpSeconds: number | null, occupancy: number | null, pauses: Array<{ reason: string, seconds: number, count: number }>, queues: Array<{ queueId: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, missed: number, missedLong: number, transfers: number, loggedInSeconds: number | null }> } }> } };

export type TopAgentsQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  agentIds?: Array<string> | null | undefined;
  measure?: AgentMeasure | null | undefined;
  first?: number | null | undefined;
}>;


export type TopAgentsQuery = { topAgents: Array<{ agentId: string, number: string, name: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, talkUnknown: number, meanRingSeconds: number | null, missed: number, missedLong: number, cancelled: number, transfers: number, loggedInSeconds: number | null, sessionCount: number, pausedSeconds: number, wrapUpSeconds: number | null, occupancy: number | null, pauses: Array<{ reason: string, seconds: number, count: number }>, queues: Array<{ queueId: string, answered: number, talkSeconds: number, meanTalkSeconds: number | null, missed: number, missedLong: number, transfers: number, loggedInSeconds: number | null }> }> };

export type ReportedVisitFieldsFragment = { id: string, pbxId: string, queueId: string, queueLabel: string, agentId: string | null, agentName: string | null, callid: string, callerNumber: string, callerName: string, did: string | null, outcome: ReportOutcome, ending: ReportEnding | null, joinedAt: string, answeredAt: string | null, endedAt: string | null, waitSeconds: number, talkSeconds: number | null, ringSeconds: number | null, position: number, leftTo: string | null };

export type CallReportQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  withInternal?: boolean | null | undefined;
  filter?: VisitFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CallReportQuery = { callReport: { nodes: Array<{ id: string, pbxId: string, queueId: string, queueLabel: string, agentId: string | null, agentName: string | null, callid: string, callerNumber: string, callerName: string, did: string | null, outcome: ReportOutcome, ending: ReportEnding | null, joinedAt: string, answeredAt: string | null, endedAt: string | null, waitSeconds: number, talkSeconds: number | null, ringSeconds: number | null, position: number, leftTo: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AbandonedCallsQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  withInternal?: boolean | null | undefined;
  windowHours?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AbandonedCallsQuery = { abandonedCalls: { nodes: Array<{ calledAgainAt: string | null, calledAgainOutcome: ReportOutcome | null, answeredAgainAt: string | null, calledBackAt: string | null, wasReached: boolean | null, visit: { id: string, pbxId: string, queueId: string, queueLabel: string, agentId: string | null, agentName: string | null, callid: string, callerNumber: string, callerName: string, did: string | null, outcome: ReportOutcome, ending: ReportEnding | null, joinedAt: string, answeredAt: string | null, endedAt: string | null, waitSeconds: number, talkSeconds: number | null, ringSeconds: number | null, position: number, leftTo: string | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AbandonedFiguresFieldsFragment = { abandoned: number, calledAgain: number, answeredAgain: number, calledBack: number, reached: number, lost: number };

export type AbandonedSummaryQueryVariables = Exact<{
  period: ReportPeriodInput;
  queueIds?: Array<string> | null | undefined;
  withInternal?: boolean | null | undefined;
  windowHours?: number | null | undefined;
  compareWithPrevious?: boolean | null | undefined;
}>;


export type AbandonedSummaryQuery = { abandonedSummary: { figures: { abandoned: number, calledAgain: number, answeredAgain: number, calledBack: number, reached: number, lost: number }, previous: { abandoned: number, calledAgain: number, answeredAgain: number, calledBack: number, reached: number, lost: number } | null } };

export type StaffingEstimateQueryVariables = Exact<{
  input: StaffingInput;
}>;


export type StaffingEstimateQuery = { staffingEstimate: { model: StaffingModel, dayCount: number, mostOnDuty: number, intervals: Array<{ label: string, calls: number, handlingSeconds: number | null, load: number, agents: number, agentsOnDuty: number, serviceLevel: number, waitProbability: number, meanWaitSeconds: number | null, abandonShare: number, occupancy: number }> } };

export type ReportScheduleFieldsFragment = { id: string, agentIds: Array<string> | null, createdAt: string, cron: string, format: ExportFormat, isEnabled: boolean, language: Language, lastJobId: string | null, lastRunAt: string | null, name: string, nextRunAt: string | null, period: ReportPeriodName, queueIds: Array<string> | null, recipients: Array<string>, report: ExportReport, userId: string, lastError: { code: string, message: string } | null };

export type ReportSchedulesQueryVariables = Exact<{ [key: string]: never; }>;


export type ReportSchedulesQuery = { reportSchedules: Array<{ id: string, agentIds: Array<string> | null, createdAt: string, cron: string, format: ExportFormat, isEnabled: boolean, language: Language, lastJobId: string | null, lastRunAt: string | null, name: string, nextRunAt: string | null, period: ReportPeriodName, queueIds: Array<string> | null, recipients: Array<string>, report: ExportReport, userId: string, lastError: { code: string, message: string } | null }> };

export type ReportScheduleCreateMutationVariables = Exact<{
  input: ReportScheduleCreateInput;
}>;


export type ReportScheduleCreateMutation = { reportScheduleCreate: { schedule: { id: string, agentIds: Array<string> | null, createdAt: string, cron: string, format: ExportFormat, isEnabled: boolean, language: Language, lastJobId: string | null, lastRunAt: string | null, name: string, nextRunAt: string | null, period: ReportPeriodName, queueIds: Array<string> | null, recipients: Array<string>, report: ExportReport, userId: string, lastError: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ReportScheduleUpdateMutationVariables = Exact<{
  id: string;
  input: ReportScheduleUpdateInput;
}>;


export type ReportScheduleUpdateMutation = { reportScheduleUpdate: { schedule: { id: string, agentIds: Array<string> | null, createdAt: string, cron: string, format: ExportFormat, isEnabled: boolean, language: Language, lastJobId: string | null, lastRunAt: string | null, name: string, nextRunAt: string | null, period: ReportPeriodName, queueIds: Array<string> | null, recipients: Array<string>, report: ExportReport, userId: string, lastError: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ReportScheduleRemoveMutationVariables = Exact<{
  id: string;
}>;


export type ReportScheduleRemoveMutation = { reportScheduleRemove: { isRemoved: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ReportScheduleRunNowMutationVariables = Exact<{
  id: string;
}>;


export type ReportScheduleRunNowMutation = { reportScheduleRunNow: { job: { id: string, attempt: number, createdAt: string, doneCount: number, endedAt: string | null, input: Record<string, unknown>, kind: string, result: Record<string, unknown>, startedAt: string | null, state: JobState, totalCount: number | null, userId: string, error: { code: string, message: string } | null } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type MailTestMutationVariables = Exact<{
  to: string;
}>;


export type MailTestMutation = { mailTest: { isSent: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type SessionFieldsFragment = { accessToken: string, expiresAt: string, refreshToken: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { sessions: Array<{ id: string, address: string, createdAt: string, isCurrent: boolean, refreshedAt: string, userAgent: string }> };

export type SessionStartMutationVariables = Exact<{
  input: SessionStartInput;
}>;


export type SessionStartMutation = { sessionStart: { session: { accessToken: string, expiresAt: string, refreshToken: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type SessionRefreshMutationVariables = Exact<{
  refreshToken: string;
}>;


export type SessionRefreshMutation = { sessionRefresh: { session: { accessToken: string, expiresAt: string, refreshToken: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type SessionEndMutationVariables = Exact<{
  id?: string | null | undefined;
}>;


export type SessionEndMutation = { sessionEnd: { isEnded: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type SessionEndAllMutationVariables = Exact<{ [key: string]: never; }>;


export type SessionEndAllMutation = { sessionEndAll: { isEnded: boolean | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type PasswordChangeMutationVariables = Exact<{
  input: PasswordChangeInput;
}>;


export type PasswordChangeMutation = { passwordChange: { session: { accessToken: string, expiresAt: string, refreshToken: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type QueueSettingFieldsFragment = { id: string, isShown: boolean, label: string, name: string, pbxId: string, serviceLevelSeconds: number };

export type QueueSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type QueueSettingsQuery = { queues: Array<{ id: string, isShown: boolean, label: string, name: string, pbxId: string, serviceLevelSeconds: number }> };

export type PbxContentsQueryVariables = Exact<{ [key: string]: never; }>;


export type PbxContentsQuery = { queues: Array<{ id: string, pbxId: string }>, agents: Array<{ id: string, pbxId: string }>, extensions: Array<{ id: string, pbxId: string }> };

export type QueueSettingsUpdateMutationVariables = Exact<{
  id: string;
  input: QueueUpdateInput;
}>;


export type QueueSettingsUpdateMutation = { queueUpdate: { queue: { id: string, isShown: boolean, label: string, name: string, pbxId: string, serviceLevelSeconds: number } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type ErrorFieldsFragment = { code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null };

export type PageFieldsFragment = { endCursor: string | null, hasNextPage: boolean };

export type TenantFieldsFragment = { id: string, createdAt: string, language: Language, name: string, slug: string, timeZone: string };

export type TenantQueryVariables = Exact<{ [key: string]: never; }>;


export type TenantQuery = { tenant: { id: string, createdAt: string, language: Language, name: string, slug: string, timeZone: string } };

export type TenantsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TenantsQuery = { tenants: { nodes: Array<{ id: string, createdAt: string, language: Language, name: string, slug: string, timeZone: string }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type TenantCreateMutationVariables = Exact<{
  input: TenantCreateInput;
}>;


export type TenantCreateMutation = { tenantCreate: { created: { tenant: { id: string, createdAt: string, language: Language, name: string, slug: string, timeZone: string }, admin: { oneTimePassword: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type TenantUpdateMutationVariables = Exact<{
  input: TenantUpdateInput;
}>;


export type TenantUpdateMutation = { tenantUpdate: { tenant: { id: string, createdAt: string, language: Language, name: string, slug: string, timeZone: string } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type TrunkFieldsFragment = { id: string, activeCallCount: number, device: string, isStale: boolean, name: string, pbxId: string, since: string, state: TrunkState };

export type TrunkQueryVariables = Exact<{
  id: string;
}>;


export type TrunkQuery = { trunk: { id: string, activeCallCount: number, device: string, isStale: boolean, name: string, pbxId: string, since: string, state: TrunkState } };

export type TrunksQueryVariables = Exact<{ [key: string]: never; }>;


export type TrunksQuery = { trunks: Array<{ id: string, activeCallCount: number, device: string, isStale: boolean, name: string, pbxId: string, since: string, state: TrunkState }> };

export type TrunkUpdatedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TrunkUpdatedSubscription = { trunkUpdated: { id: string, activeCallCount: number, device: string, isStale: boolean, name: string, pbxId: string, since: string, state: TrunkState } };

export type UserFieldsFragment = { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string };

export type CredentialFieldsFragment = { oneTimePassword: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } };

export type UserQueryVariables = Exact<{
  id: string;
}>;


export type UserQuery = { user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } };

export type UsersQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UsersQuery = { users: { nodes: Array<{ id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type UserCreateMutationVariables = Exact<{
  input: UserCreateInput;
}>;


export type UserCreateMutation = { userCreate: { credentials: { oneTimePassword: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type UserUpdateMutationVariables = Exact<{
  id: string;
  input: UserUpdateInput;
}>;


export type UserUpdateMutation = { userUpdate: { user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type UserPasswordResetMutationVariables = Exact<{
  id: string;
}>;


export type UserPasswordResetMutation = { userPasswordReset: { credentials: { oneTimePassword: string, user: { id: string, createdAt: string, disabledAt: string | null, grantedPermissions: Array<Permission>, language: Language | null, login: string, mustChangePassword: boolean, name: string, permissions: Array<Permission>, queueIds: Array<string> | null, revokedPermissions: Array<Permission>, role: Role, tenantId: string } } | null, errors: Array<{ code: ErrorCode, path: Array<string>, message: string, retryAfterSeconds: number | null }> } };

export type WallboardFieldsFragment = { id: string, at: string, isDemo: boolean, isStale: boolean, agents: Array<{ id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } }>, queues: Array<{ id: string, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } }>, totals: { abandoned: number, answered: number, availableAgents: number, connectedAgents: number, level: Level, longestWaitSince: string | null, offered: number, serviceLevel: number | null, waiting: number } };

export type WallboardQueueFieldsFragment = { id: string, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } };

export type WallboardQueryVariables = Exact<{
  queueIds?: Array<string> | null | undefined;
}>;


export type WallboardQuery = { wallboard: { id: string, at: string, isDemo: boolean, isStale: boolean, agents: Array<{ id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } }>, queues: Array<{ id: string, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } }>, totals: { abandoned: number, answered: number, availableAgents: number, connectedAgents: number, level: Level, longestWaitSince: string | null, offered: number, serviceLevel: number | null, waiting: number } } };

export type WallboardUpdatedSubscriptionVariables = Exact<{
  queueIds?: Array<string> | null | undefined;
  minIntervalMs?: number | null | undefined;
}>;


export type WallboardUpdatedSubscription = { wallboard: { id: string, at: string, isDemo: boolean, isStale: boolean, agents: Array<{ id: string, currentCallId: string | null, isPaused: boolean, isStale: boolean, name: string, number: string, pauseReason: string | null, pbxId: string, since: string, state: AgentState, queues: Array<{ isPaused: boolean, penalty: number, queueId: string, queueName: string }>, today: { answered: number, missed: number, talkSeconds: number } }>, queues: Array<{ id: string, isStale: boolean, label: string, level: Level, longestWaitSince: string | null, name: string, pbxId: string, serviceLevelSeconds: number, waitingCount: number, callers: Array<{ callId: string, name: string, number: string, position: number, since: string }>, levels: Array<{ critical: number, level: Level, metric: ThresholdMetric, value: number | null, warn: number }>, memberCounts: { available: number, offline: number, onCall: number, paused: number, ringing: number, total: number, wrapUp: number }, today: { abandoned: number, answered: number, answeredInTime: number, averageTalkSeconds: number | null, averageWaitSeconds: number | null, leftOtherwise: number, lost: number, offered: number, serviceLevel: number | null, timedOut: number, waiting: number } }>, totals: { abandoned: number, answered: number, availableAgents: number, connectedAgents: number, level: Level, longestWaitSince: string | null, offered: number, serviceLevel: number | null, waiting: number } } };
