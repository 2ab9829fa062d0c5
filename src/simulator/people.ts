/** The people of the demo: invented names, as common in Latin America. */

import type { QueueSettings } from './queue.model.ts'

export interface AgentSettings {
  extension: string
  name: string
  /** Queues it serves, the first at penalty 0, the next at 1, … */
  queues: string[]
  /** Joins and leaves by QueueAdd and QueueRemove rather than by configuration. */
  dynamic?: boolean
}

export const QUEUES: QueueSettings[] = [
  {
    name: 'ventas',
    callShare: 26,
    exten: '600',
    dids: ['0215550600'],
    strategy: 'rrmemory',
    serviceLevelSeconds: 20,
  },
  {
    name: 'soporte',
    callShare: 28,
    exten: '601',
    dids: ['0215550601'],
    strategy: 'leastrecent',
    serviceLevelSeconds: 30,
    weight: 5,
  },
  {
    name: 'cobranzas',
    callShare: 13,
    exten: '602',
    dids: ['0215550602'],
    strategy: 'fewestcalls',
    serviceLevelSeconds: 30,
  },
  {
    name: 'reclamos',
    callShare: 16,
    exten: '603',
    dids: ['0215550603'],
    strategy: 'rrmemory',
    serviceLevelSeconds: 45,
  },
  {
    name: 'instalaciones',
    callShare: 9,
    exten: '604',
    dids: ['0215550604'],
    strategy: 'linear',
    serviceLevelSeconds: 60,
    timeoutSeconds: 45,
  },
  {
    name: 'recepcion',
    callShare: 8,
    exten: '605',
    dids: ['0215550605'],
    strategy: 'ringall',
    serviceLevelSeconds: 10,
    ringSeconds: 20,
  },
]

const NAMES: [name: string, ...queues: string[]][] = [
  ['María González', 'ventas'],
  ['José Benítez', 'ventas'],
  ['Lucía Fernández', 'ventas', 'recepcion'],
  ['Carlos Ayala', 'ventas'],
  ['Ana Martínez', 'ventas', 'reclamos'],
  ['Diego Núñez', 'ventas'],
  ['Sofía Rojas', 'soporte'],
  ['Miguel Cáceres', 'soporte'],
  ['Valentina Torres', 'soporte', 'instalaciones'],
  ['Jorge Villalba', 'soporte'],
  ['Camila Duarte', 'soporte'],
  ['Andrés Giménez', 'soporte', 'reclamos'],
  ['Gabriela Peña', 'soporte'],
  ['Luis Ramírez', 'cobranzas'],
  ['Paula Ibáñez', 'cobranzas'],
  ['Ricardo Ortiz', 'cobranzas', 'reclamos'],
  ['Daniela Acosta', 'cobranzas'],
  ['Fernando Vera', 'reclamos'],
  ['Natalia Sánchez', 'reclamos'],
  ['Hugo Morínigo', 'reclamos', 'soporte'],
  ['Claudia Estigarribia', 'instalaciones'],
  ['Raúl Domínguez', 'instalaciones'],
  ['Elena Cabrera', 'recepcion'],
  ['Martín Agüero', 'recepcion', 'ventas'],
]

export const AGENTS: AgentSettings[] = NAMES.map(([name, ...queues], index) => ({
  extension: String(1001 + index),
  name,
  queues,
  dynamic: index % 6 === 5,
}))

/** Extensions of the house that serve no queue. */
export const OFFICES: [extension: string, name: string][] = [
  ['1050', 'Supervisión'],
  ['1051', 'Gerencia'],
  ['1052', 'Administración'],
  ['1053', 'Depósito'],
]

export const PAUSE_REASONS: [reason: string, medianMinutes: number][] = [
  ['Almuerzo', 12],
  ['Baño', 3],
  ['Capacitación', 10],
  ['Descanso', 6],
  ['Reunión', 8],
  ['Tarea administrativa', 5],
]

const FIRST_NAMES = [
  'Juan',
  'Rosa',
  'Pedro',
  'Carmen',
  'Luis',
  'Teresa',
  'Óscar',
  'Blanca',
  'Víctor',
  'Norma',
  'Ángel',
  'Graciela',
]
const LAST_NAMES = [
  'Gómez',
  'López',
  'Medina',
  'Franco',
  'Báez',
  'Ocampos',
  'Zárate',
  'Riquelme',
  'Muñoz',
  'Alonso',
  'Vega',
  'Cardozo',
]

export const callerName = (pick: <T>(from: readonly T[]) => T): string =>
  `${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`
