import { type ServiceLevelRule, USUAL_FORMULA } from '../../platform/service.level.ts'

/** How a tenant counts its service level. */
export interface TenantCounting {
  readonly formula: ServiceLevelRule['formula']
  readonly shortAbandonSeconds: number
  /** For queues for which nobody has set another; null: as the PBX has it. */
  readonly serviceLevelSeconds: number | null
}

export const USUAL_COUNTING: TenantCounting = { ...USUAL_FORMULA, serviceLevelSeconds: null }
export const DEFAULT_SERVICE_LEVEL_SECONDS = 20

/** A queue's rule: its own seconds, else the tenant's, else the PBX's. */
export const ruleOf = (
  { formula, shortAbandonSeconds, serviceLevelSeconds }: TenantCounting,
  own: number | null | undefined,
  ofPbx: number | undefined,
): ServiceLevelRule => ({
  formula,
  shortAbandonSeconds,
  seconds: own ?? serviceLevelSeconds ?? (ofPbx || DEFAULT_SERVICE_LEVEL_SECONDS),
})
