import { mkdir, writeFile } from 'node:fs/promises'
import { waveOf } from '../recordings/sounds.ts'
import type { ApiClient } from '../servers/api.client.ts'

/** Asks until it is so. */
export async function eventually<Found>(
  ask: () => Promise<Found>,
  isSo: (found: Found) => boolean,
  timeoutMs = 10_000,
): Promise<Found> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const found = await ask()
    if (isSo(found)) return found
    if (performance.now() > end) throw new Error(`It never became so: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A report as a file, made for an administrator, and one that is scheduled. */
export async function madeFile(admin: ApiClient, word: string): Promise<void> {
  const until = new Date(Math.floor(Date.now() / 1000) * 1000)
  const input = { report: 'VISITS', format: 'CSV', from: new Date(until.getTime() - 86_400_000), until }
  const { job } = await admin.mutate(
    `mutation ($input: ExportCreateInput!) { exportCreate(input: $input) {
      job { id } errors { code path message } } }`,
    { input },
  )
  await eventually(
    () => admin.query('query ($id: ID!) { job(id: $id) { state } }', { id: job.id }),
    (found) => found.job.state === 'DONE',
  )
  const schedule = { name: `Informe ${word}`, report: 'VISITS', period: 'YESTERDAY', format: 'XLSX' }
  await admin.mutate(
    `mutation ($input: ReportScheduleCreateInput!) { reportScheduleCreate(input: $input) {
      errors { code path message } } }`,
    { input: { ...schedule, cron: '0 7 * * 1', recipients: [`${word}@empresa.test`] } },
  )
}

/** A database of a PBX, where nothing answers. */
export async function database(admin: ApiClient, word: string, pbxId: string): Promise<void> {
  const at = { engine: 'MYSQL', host: '127.0.0.1', port: 1, database: `${word}_cdr` }
  await admin.mutate(
    `mutation ($input: DatabaseAccountInput!) { databaseAccountSet(input: $input) { errors { code } } }`,
    { input: { pbxId, name: `Registros ${word}`, ...at, username: word, secret: word } },
  )
}

/** A recording of each of these queues of a PBX, in a folder of its own, and for how long they are kept. */
export async function record(
  admin: ApiClient,
  {
    pbxId,
    folder,
    queues,
    callerNumber,
  }: Record<'pbxId' | 'folder' | 'callerNumber', string> & { queues: string[] },
): Promise<void> {
  await mkdir(folder)
  const began = Math.floor(Date.now() / 1000) - 600
  for (const queue of queues)
    await writeFile(`${folder}/q-${queue}-${callerNumber}-${began}.7.wav`, waveOf(0.2))
  await admin.mutate(
    `mutation ($pbxId: ID!, $input: RecordingFolderInput!) {
      recordingFolderSet(pbxId: $pbxId, input: $input) { errors { code path } } }`,
    { pbxId, input: { folder, layout: 'FLAT' } },
  )
  await admin.mutate('mutation { retentionRuleSet(input: { keepDays: 90 }) { errors { code path } } }')
  type Found = { recordings: { nodes: { id: string }[] }; recordingFolders: { scannedAt: string | null }[] }
  const { recordings } = await eventually(
    () => admin.query<Found>('{ recordings { nodes { id } } recordingFolders { scannedAt } }'),
    ({ recordings, recordingFolders: [found] }) =>
      recordings.nodes.length === queues.length && found?.scannedAt != null,
  )
  // Their length is known from then on.
  for (const { id } of recordings.nodes)
    await admin.query('query ($id: ID!) { recordingWaveform(id: $id) { durationSeconds } }', { id })
}
