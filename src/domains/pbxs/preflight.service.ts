import { DomainError } from '../../errors.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import { demandCredential, demandHost, demandPort } from './pbx.input.ts'
import { judge, type PbxAddress, type Probe } from './pbx.preflight.ts'
import type { PbxRegistry } from './pbx.registry.ts'
import type { PbxService } from './pbx.service.ts'
import type { PbxTestInput, PbxTestReport } from './preflight.types.ts'

/** With what closing the connection takes, a test answers within 10 s. */
const PROBE_MS = 8_500
const TESTS_PER_TENANT = 2
const TESTS_AT_ONCE = 16

/** Tests of PBXs, before and after they are registered. */
export class PreflightService {
  private readonly running = new Map<string, number>()

  constructor(
    private readonly registry: PbxRegistry,
    private readonly pbxs: PbxService,
    private readonly probe: Probe,
  ) {}

  /**
   * Looks at all that a PBX needs for its work here, within 10 s.
   * @throws DomainError FORBIDDEN, NOT_FOUND, SECRET_NEEDED, TOO_MANY_TESTS, REQUIRED, TOO_LONG, INVALID_*
   */
  async test(viewer: Viewer, input: PbxTestInput, language: Language): Promise<PbxTestReport> {
    viewer.demandChange('admin')
    const at = input.id == null ? addressOf(input) : await this.registered(viewer, input.id, input)
    const { running } = this
    const own = running.get(viewer.tenantId) ?? 0
    const all = [...running.values()].reduce((sum, count) => sum + count, 0)
    if (own >= TESTS_PER_TENANT || all >= TESTS_AT_ONCE) throw new DomainError('TOO_MANY_TESTS')
    running.set(viewer.tenantId, own + 1)
    try {
      const started = performance.now()
      const findings = await this.probe(at, PROBE_MS)
      return judge(findings, language, performance.now() - started)
    } finally {
      const left = running.get(viewer.tenantId)! - 1
      if (left > 0) running.set(viewer.tenantId, left)
      else running.delete(viewer.tenantId)
    }
  }

  /** A kept secret goes only to where it was registered for. */
  private async registered(viewer: Viewer, id: string, input: PbxTestInput): Promise<PbxAddress> {
    const row = await this.pbxs.findOwn(viewer, id, ['input', 'id'])
    const host = input.host == null ? row.host : demandHost(input.host, ['input', 'host'])
    const port = input.port == null ? row.port : demandPort(input.port, ['input', 'port'])
    const isMoved = host !== row.host || port !== row.port
    if (isMoved && input.secret == null) throw new DomainError('SECRET_NEEDED', ['input', 'secret'])
    return {
      host,
      port,
      username:
        input.username == null ? row.username : demandCredential(input.username, ['input', 'username']),
      secret:
        input.secret == null
          ? this.registry.secretOf(row)
          : demandCredential(input.secret, ['input', 'secret']),
    }
  }
}

const addressOf = ({ host, port, username, secret }: PbxTestInput): PbxAddress => ({
  host: demandHost(host ?? '', ['input', 'host']),
  port: demandPort(port ?? 5038, ['input', 'port']),
  username: demandCredential(username ?? '', ['input', 'username']),
  secret: demandCredential(secret ?? '', ['input', 'secret']),
})
