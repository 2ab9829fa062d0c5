import type { PbxTestMutation } from '@centralita/client'
import { useWords } from '../language/language.ts'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import styles from './pbx.checks.module.css'

/** What a test of a PBX found. */
export type PbxTestReport = NonNullable<PbxTestMutation['pbxTest']['report']>
type Check = PbxTestReport['checks'][number]

/** What a test found: what is to be mended first, each with how; then what is well. */
export function PbxChecks({ report: { isUsable, checks } }: { report: PbxTestReport }) {
  const { pbx: words } = useWords().start
  const failed = checks.filter(({ ok }) => ok === false)
  const unseen = checks.filter(({ ok }) => ok === null)
  const well = checks.filter(({ ok }) => ok === true)
  const isSpotless = failed.length === 0 && unseen.length === 0
  return (
    <section className={styles.checks} aria-label={words.results}>
      <div role="status">
        <Notice tone={isUsable ? (isSpotless ? 'ok' : 'warn') : 'critical'}>
          <p>{isUsable ? (isSpotless ? words.usable : words.usableWithHints) : words.unusable}</p>
        </Notice>
      </div>
      <ul className={styles.list}>
        {grouped([...failed, ...unseen]).map((group) => (
          <CheckItem key={group[0].check} checks={group} />
        ))}
        {well.map((check) => (
          <CheckItem key={check.check} checks={[check]} />
        ))}
      </ul>
    </section>
  )
}

type Group = readonly [Check, ...Check[]]

/** One check, or several of which the same is to be said. */
function CheckItem({ checks }: { checks: Group }) {
  const { pbx: words } = useWords().start
  const [{ ok, hint }] = checks
  const state = ok === null ? 'unseen' : ok ? 'ok' : 'notOk'
  const icon = ok === null ? 'question' : ok ? 'check' : 'cross'
  return (
    <li data-state={state}>
      <Icon name={icon} />
      <div>
        {checks.map(({ check, detail }, index) => (
          <span key={check}>
            {index > 0 && ' · '}
            {/* A newer server may look at more than these pages have words for. */}
            <span className={styles.name}>{words.checks[check] ?? check}</span>
            {detail && !/^[A-Z_]+$/.test(detail) && <span className={styles.detail}> · {detail}</span>}
          </span>
        ))}
        <p className={styles.word}>{words[state]}</p>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
    </li>
  )
}

/** Those of which the same is said, together: after a test that ended early it is said of most. */
function grouped(checks: readonly Check[]): readonly Group[] {
  const groups = new Map<string, [Check, ...Check[]]>()
  for (const check of checks) {
    const key = `${check.ok} ${check.hint}`
    const group = groups.get(key)
    if (group) group.push(check)
    else groups.set(key, [check])
  }
  return [...groups.values()]
}
