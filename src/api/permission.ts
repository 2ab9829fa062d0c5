import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql'
import { Extensions } from 'type-graphql'
import type { Permission } from '../platform/viewer.ts'

/** Who may ask for a field. On an object's field, `public` means: whoever may see the object. */
export type Access = Permission | 'public' | 'signedIn' | 'operator'

export interface AccessRule {
  readonly access: Access
  /** Also for those whose one-time password has not been replaced yet. */
  readonly beforePasswordChange: boolean
  /** Also for screens on walls, which may ask for nothing else. */
  readonly forDisplays: boolean
  /** A mutation that changes nothing others see, such as one that asks for a file: also for VIEWERs. */
  readonly reads: boolean
}

/** States who may ask for a field. Every root field and every field with its own resolver needs one. */
export const Allow = (access: Access, options: Partial<Omit<AccessRule, 'access'>> = {}) =>
  Extensions({
    access: {
      access,
      beforePasswordChange: false,
      forDisplays: false,
      reads: false,
      ...options,
    } satisfies AccessRule,
  })

export const accessOf = (field: GraphQLField<unknown, unknown>): AccessRule | undefined =>
  field.extensions.access as AccessRule | undefined

/** The fields that fetch something and do not say who may ask: `Type.field`, for the test that wants none. */
export function fieldsWithoutPermission(schema: GraphQLSchema): string[] {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
  const missing: string[] = []
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields()))
      if ((roots.has(type) || field.resolve) && !accessOf(field)) missing.push(`${type.name}.${field.name}`)
  }
  return missing
}
