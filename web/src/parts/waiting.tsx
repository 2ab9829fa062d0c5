import { useWords } from '../language/language.ts'

/** A page that is not there yet: nothing to look at, and a word for those who listen. */
export function Waiting() {
  const { parts: words } = useWords()
  return (
    <main aria-busy="true">
      <h1 className="unseen">Centralita</h1>
      <p className="unseen" role="status">
        {words.loading}
      </p>
    </main>
  )
}
