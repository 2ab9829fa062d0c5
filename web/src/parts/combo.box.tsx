import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import styles from './combo.box.module.css'
import fieldStyles from './field.module.css'
import type { FieldAria } from './field.tsx'

export interface ComboOption {
  readonly value: string
  readonly label: string
  /** Beside it, such as the time there. */
  readonly detail?: string
}

interface ComboBoxProps {
  aria: FieldAria
  value: string
  options: readonly ComboOption[]
  onChoose: (value: string) => void
}

/** The options that are drawn at once: nobody reads more, and a browser need not lay them out. */
const MOST_SHOWN = 60

/** One of many, found by typing a part of it. */
export function ComboBox({ aria, value, options, onChoose }: ComboBoxProps) {
  const { parts: words } = useWords()
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [typed, type] = useState<string>()
  const [active, activate] = useState(0)
  const isOpen = typed !== undefined
  const chosen = options.find((option) => option.value === value)
  const matching = isOpen ? matchesOf(options, typed) : []
  const current = matching[Math.min(active, matching.length - 1)]

  useEffect(() => {
    if (isOpen && current)
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, current])

  const open = (text: string) => {
    type(text)
    const found = matchesOf(options, text)
    activate(
      text === ''
        ? Math.max(
            0,
            found.findIndex((option) => option.value === value),
          )
        : 0,
    )
  }
  const choose = (option: ComboOption | undefined) => {
    if (option) onChoose(option.value)
    type(undefined)
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (!isOpen) open('')
      else activate(Math.max(0, Math.min(matching.length - 1, active + step)))
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      choose(current)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      type(undefined)
    }
  }
  return (
    <div className={styles.combo}>
      <input
        {...aria}
        className={fieldStyles.input}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen && current ? `${listId}-${current.value}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? chosen?.label ?? value}
        placeholder={chosen?.label}
        onChange={(event) => open(event.target.value)}
        onClick={() => !isOpen && open('')}
        onBlur={() => type(undefined)}
        onKeyDown={press}
      />
      <div
        id={listId}
        ref={list}
        className={styles.list}
        role="listbox"
        aria-label={words.options}
        hidden={!isOpen}
      >
        {matching.map((option) => (
          <div
            tabIndex={-1}
            key={option.value}
            id={`${listId}-${option.value}`}
            role="option"
            aria-selected={option === current}
            // Pressed and not clicked: before that the field would lose the focus and the list be gone.
            onPointerDown={(event) => {
              event.preventDefault()
              choose(option)
            }}
          >
            <span>{option.label}</span>
            <span className={styles.detail}>{option.detail}</span>
          </div>
        ))}
        {isOpen && matching.length === 0 && (
          <div role="option" tabIndex={-1} aria-selected="false" aria-disabled="true">
            {words.noMatch}
          </div>
        )}
      </div>
    </div>
  )
}

/** Those in which every word that was typed occurs, whatever its case and accents. */
function matchesOf(options: readonly ComboOption[], typed: string): readonly ComboOption[] {
  const parts = plain(typed).split(' ').filter(Boolean)
  if (parts.length === 0) return options
  const matching = options.filter(({ label, detail }) => {
    const text = plain(`${label} ${detail ?? ''}`)
    return parts.every((part) => text.includes(part))
  })
  return matching.slice(0, MOST_SHOWN)
}

/** A text as it is compared: without accents, case and signs. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_/\s]+/g, ' ')
    .trim()
