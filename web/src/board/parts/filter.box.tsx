import { Icon } from '../../parts/icon.tsx'
import styles from './filter.box.module.css'

interface FilterBoxProps {
  label: string
  value: string
  onChange: (value: string) => void
}

export function FilterBox({ label, value, onChange }: FilterBoxProps) {
  return (
    <label className={styles.box}>
      <Icon name="search" />
      <span className="unseen">{label}</span>
      <input
        type="search"
        value={value}
        placeholder={label}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** Whether a text holds what is looked for, whatever the case and the accents. */
export function matches(text: string, wanted: string): boolean {
  return wanted.trim() === '' || plain(text).includes(plain(wanted.trim()))
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
