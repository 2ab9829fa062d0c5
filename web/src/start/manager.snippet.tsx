import { useState } from 'react'
import { useWords } from '../language/language.ts'
import type { Words } from '../language/words.es.ts'
import { Choice } from '../parts/choice.tsx'
import { CopyButton } from '../parts/copy.button.tsx'
import styles from './manager.snippet.module.css'

const RELOAD = "asterisk -rx 'manager reload'"
const FILES = {
  Issabel: '/etc/asterisk/manager_custom.conf',
  FreePBX: '/etc/asterisk/manager_custom.conf',
  Asterisk: '/etc/asterisk/manager.conf',
}

interface Account {
  username: string
  secret: string
  port: string
}

/** The user that the PBX needs, ready to be copied, with what is typed in the form beside it. */
export function ManagerSnippet({ account }: { account: Account }) {
  const words = useWords().start.pbx
  const [kind, choose] = useState<keyof typeof FILES>('Issabel')
  const snippet = managerUser(account, location.hostname, words)
  return (
    <div className={styles.snippet}>
      <Choice
        label={words.kind}
        value={kind}
        options={{ Issabel: 'Issabel', FreePBX: 'FreePBX', Asterisk: 'Asterisk' }}
        onChoose={choose}
      />
      <p>{words.file(FILES[kind])}</p>
      {kind === 'Asterisk' && <p className={styles.soft}>{words.general(account.port || '5038')}</p>}
      <pre className={styles.text}>{snippet}</pre>
      <div className={styles.copy}>
        <CopyButton text={snippet} label={words.copySnippet} />
      </div>
      <p>{words.reload}</p>
      <div className={styles.command}>
        <code>{RELOAD}</code>
        <CopyButton text={RELOAD} label={words.copySnippet} />
      </div>
    </div>
  )
}

/** The text for manager.conf. Where this server is reached by a number, the PBX can be told that it is the one. */
export function managerUser(
  { username, secret }: Pick<Account, 'username' | 'secret'>,
  hostName: string,
  words: Pick<Words['start']['pbx'], 'serverAddress' | 'secretPlaceholder' | 'varSet'>,
): string {
  const isAddress = /^\d+(\.\d+){3}$/.test(hostName) && !hostName.startsWith('127.')
  const address = isAddress ? hostName : '192.168.1.20'
  return `[${oneLine(username) || 'centralita'}]
secret = ${oneLine(secret) || words.secretPlaceholder}
deny = 0.0.0.0/0.0.0.0
permit = ${address}/255.255.255.255   ; ${words.serverAddress}
read = system,call,agent,user,reporting,dialplan
write = system,call,agent,user,reporting,originate
writetimeout = 5000
eventfilter = !Event: RTCP.*
eventfilter = !Event: Newexten
eventfilter = !Event: NewConnectedLine
eventfilter = !Event: MusicOnHold.*
; ${words.varSet}
`
}

/** In a configuration file a semicolon begins a comment. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/\p{Cc}/gu, '')
    .replaceAll(';', '\\;')
