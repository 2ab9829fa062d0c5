import { chooseLanguage, useLanguage, useWords } from '../language/language.ts'
import { chooseTheme, useTheme } from '../theme/theme.ts'
import { Icon } from './icon.tsx'
import styles from './preferences.module.css'

/** The language and the theme of these pages, for whoever sits before them. */
export function Preferences() {
  const { parts: words } = useWords()
  const language = useLanguage()
  const theme = useTheme()
  const other = language === 'es' ? 'en' : 'es'
  const themeLabel = theme === 'dark' ? words.useLight : words.useDark
  return (
    <div className={styles.preferences}>
      <button type="button" className={styles.choice} lang={other} onClick={() => chooseLanguage(other)}>
        {other === 'en' ? 'English' : 'Español'}
      </button>
      <button
        type="button"
        className={styles.choice}
        aria-label={themeLabel}
        title={themeLabel}
        onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
    </div>
  )
}
