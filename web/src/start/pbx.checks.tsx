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
        {[...failed, ...unseen, ...well].map((check) => (
          <CheckItem key={check.check} check={check} />
        ))}
      </ul>
    </section>
  )
}

function CheckItem({ check: { check, ok, detail, hint } }: { check: Check }) {
  const { pbx: words } = useWords().start
  // A newer server may look at more than these pages have words for.
  const name: string = words.checks[check] ?? check
  const state = ok === null ? 'unseen' : ok ? 'ok' : 'notOk'
  const icon = ok === null ? 'question' : ok ? 'check' : 'cross'
  return (
    <li data-state={state}>
      <Icon name={icon} />
      <div>
        <p>
          <span className={styles.name}>{name}</span>
          {detail && <span className={styles.detail}> · {detail}</span>}
        </p>
        <p className={styles.word}>{words[state]}</p>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
    </li>
  )
}
