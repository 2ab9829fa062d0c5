import { useEffect } from 'react'
import { useWords } from '../../language/language.ts'
import styles from './tv.leave.module.css'

/** The way back from screen mode: Escape, or a button for who moves the pointer or presses Tab. */
export function TvLeave({ onLeave }: { onLeave: () => void }) {
  const { board: words } = useWords()
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onLeave()
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [onLeave])
  return (
    <button type="button" className={styles.leave} onClick={onLeave}>
      {words.menu.leaveScreen}
    </button>
  )
}
