/** Issabel CallCenter's tables, as far as they are read: its columns, in the types it gives them. */
export const CALL_CENTER_SCHEMA = `
  create table agent (id int unsigned auto_increment primary key, type enum('Agent','SIP') default 'Agent',
    number varchar(40) not null, name varchar(250) not null, estatus enum('A','I') default 'A');
  create table \`break\` (id int unsigned auto_increment primary key, name varchar(250) not null,
    status varchar(1) default 'A', tipo enum('B','H') default 'B');
  create table audit (id int unsigned auto_increment primary key, id_agent int unsigned not null,
    id_break int unsigned, datetime_init datetime not null, datetime_end datetime, duration time);
  create table queue_call_entry (id int unsigned auto_increment primary key, queue varchar(50));
  create table call_entry (id int unsigned auto_increment primary key, id_agent int unsigned,
    id_queue_call_entry int unsigned not null, callerid varchar(15) not null, datetime_init datetime,
    datetime_end datetime, duration int unsigned, status varchar(32), transfer varchar(6),
    datetime_entry_queue datetime, duration_wait int, uniqueid varchar(32), id_campaign int unsigned);
  create table campaign (id int unsigned auto_increment primary key, name varchar(64), queue varchar(16));
  create table calls (id int unsigned auto_increment primary key, id_campaign int unsigned not null,
    phone varchar(32) not null, status varchar(32), uniqueid varchar(32), start_time datetime,
    end_time datetime, duration int unsigned, id_agent int unsigned, transfer varchar(6),
    datetime_entry_queue datetime, duration_wait int);`

/** A morning of a small center in Asunción (UTC-3): who waited, who talked, who was there. */
export const A_MORNING = `
  insert into agent (number, name) values ('1001', 'Ana Gómez'), ('SIP/1002', 'Luis Ortiz');
  insert into \`break\` (name, tipo) values ('Hold', 'H'), ('Almuerzo', 'B'), ('Baño', 'B');
  insert into queue_call_entry (queue) values ('500'), ('501');
  insert into campaign (name, queue) values ('Cobranza', '700');
  insert into call_entry (id_agent, id_queue_call_entry, callerid, datetime_entry_queue, duration_wait,
      datetime_init, datetime_end, duration, status, transfer, uniqueid) values
    (1, 1, '0981111', '2026-03-04 09:00:00', 12, '2026-03-04 09:00:12', '2026-03-04 09:01:12', 60, 'terminada', null, '1772625595.1'),
    (2, 2, '0982222', '2026-03-04 09:05:00', 4, '2026-03-04 09:05:04', '2026-03-04 09:06:04', 60, 'terminada', '1001', '1772625895.7'),
    (null, 1, '0983333', '2026-03-04 09:10:00', 45, null, '2026-03-04 09:10:45', null, 'abandonada', null, '1772626190.9'),
    -- Whoever came back, in the same second to the same queue.
    (null, 1, '0983333', '2026-03-04 09:12:00', 0, null, '2026-03-04 09:12:00', null, 'abandonada', null, '1772626310.11'),
    (null, 1, '0983333', '2026-03-04 09:12:00', 30, null, '2026-03-04 09:12:30', null, 'abandonada', null, '1772626310.11'),
    -- The dialer was stopped: while they talked, and while they waited.
    (1, 1, '0984444', '2026-03-04 09:20:00', 8, '2026-03-04 09:20:08', null, null, 'fin-monitoreo', null, '1772626795.20'),
    (null, 1, '0985555', '2026-03-04 09:20:30', null, null, null, null, 'fin-monitoreo', null, '1772626825.22'),
    -- Of a queue that nobody knows, and without any time.
    (1, 9, '0986666', '2026-03-04 09:30:00', 8, '2026-03-04 09:30:08', '2026-03-04 09:31:08', 60, 'terminada', null, '1772627395.30'),
    (1, 1, '0987777', '0000-00-00 00:00:00', 8, null, null, null, 'terminada', null, '1772627395.31'),
    -- Today, and not over.
    (1, 1, '0988888', '2026-03-05 11:59:00', 8, '2026-03-05 11:59:08', null, null, 'activa', null, '1772722735.99');
  insert into calls (id_campaign, phone, status, uniqueid, start_time, end_time, duration, id_agent,
      datetime_entry_queue, duration_wait) values
    (1, '0991234', 'Success', '1772629200.40', '2026-03-04 10:00:09', '2026-03-04 10:02:09', 120, 2, '2026-03-04 10:00:05', 4),
    (1, '0995678', 'NoAnswer', '1772629300.41', null, null, null, null, null, null);
  insert into audit (id_agent, id_break, datetime_init, datetime_end) values
    (1, null, '2026-03-04 08:55:00', '2026-03-04 17:00:00'),
    (1, 1, '2026-03-04 09:00:30', '2026-03-04 09:00:40'),
    (1, 2, '2026-03-04 12:00:00', '2026-03-04 13:00:00'),
    (2, null, '2026-03-04 09:00:00', '2026-03-04 12:00:00'),
    (2, 3, '2026-03-04 11:00:00', '2026-03-04 11:05:00'),
    (1, null, '2026-03-05 08:55:00', null);`
