/** The servers that PBXs keep their records on. */
export type PbxDatabaseEngine = 'MYSQL' | 'POSTGRES'

/** Where a database of a PBX is, and who to be there. */
export interface PbxDatabaseAddress {
  readonly engine: PbxDatabaseEngine
  readonly host: string
  readonly port: number
  readonly database: string
  readonly username: string
  readonly secret: string
  /** Left out, whatever is sent can be read on the way. */
  readonly tls?: PbxDatabaseTls
}

/** How the way to a database is encrypted. */
export interface PbxDatabaseTls {
  /** Whether the server has to show a certificate for its host. */
  readonly isVerified: boolean
  /** Who may have signed it, as PEM; left out, the authorities that this machine trusts. */
  readonly authority?: string
}

/** As Node's TLS takes it. */
export const tlsOptions = ({ isVerified, authority }: PbxDatabaseTls) => ({
  rejectUnauthorized: isVerified,
  ...(authority !== undefined && { ca: authority }),
})

/** How long is waited for a database of a PBX. */
export interface PbxDatabaseLimits {
  readonly connectMs: number
  readonly queryMs: number
}

export const PBX_DATABASE_LIMITS: PbxDatabaseLimits = { connectMs: 5_000, queryMs: 30_000 }

/** A row as plain text, in the order the columns were asked for; null where there is nothing. */
export type PbxRow = readonly (string | null)[]

/** One sign-in at a database; it ends with the first thing that goes wrong. */
export interface PbxDatabaseSession {
  /** @throws DomainError as `faultOf` tells it. */
  query(statement: string, values?: readonly string[]): Promise<PbxRow[]>
  end(): void
}
