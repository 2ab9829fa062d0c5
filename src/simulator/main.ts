import { parseArgs } from 'node:util'
import { startSimulator } from './simulator.ts'

const USAGE = `Uso: npm run simulator -- [opciones]
  --port N             puerto AMI (5038)
  --host DIRECCIÓN     dónde escuchar (127.0.0.1)
  --speed N            1 = tiempo real, 10 = diez veces más rápido (1)
  --seed N             la misma semilla, el mismo día (1)
  --calls-per-hour N   llamadas entrantes por hora (480)
  --username, --secret usuario y clave AMI (demo, demo)
  --no-traffic         no pasa nada hasta que se pida
  --help               muestra esta ayuda`

const number = (text: string, name: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0)
    throw new RangeError(`--${name}: se esperaba un número, no «${text}»`)
  return value
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      port: { type: 'string', default: '5038' },
      host: { type: 'string', default: '127.0.0.1' },
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      'calls-per-hour': { type: 'string', default: '480' },
      username: { type: 'string', default: 'demo' },
      secret: { type: 'string', default: 'demo' },
      traffic: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  const simulator = await startSimulator({
    port: number(values.port, 'port'),
    host: values.host,
    speed: number(values.speed, 'speed'),
    seed: number(values.seed, 'seed'),
    callsPerHour: number(values['calls-per-hour'], 'calls-per-hour'),
    username: values.username,
    secret: values.secret,
    traffic: values.traffic,
  })
  console.log(
    `Central simulada: AMI en ${simulator.host}:${simulator.port}, usuario ${simulator.username}, semilla ${simulator.seed}`,
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop())
}

main().catch((error: Error) => {
  console.error(`${error.message}\n\n${USAGE}`)
  process.exitCode = 1
})
