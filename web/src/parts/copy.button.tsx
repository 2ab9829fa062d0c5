import { useEffect, useState } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './button.tsx'

const TOLD_MS = 3_000

interface CopyButtonProps {
  text: string
  label: string
  kind?: 'main' | 'plain' | 'quiet'
}

/** Puts a text on the clipboard and says whether it is there. */
export function CopyButton({ text, label, kind = 'plain' }: CopyButtonProps) {
  const { parts: words } = useWords()
  const [outcome, tell] = useState<'done' | 'failed'>()

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => tell(undefined), TOLD_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => tell((await putOnClipboard(text)) ? 'done' : 'failed')
  const told = outcome === 'done' ? words.copied : outcome === 'failed' ? words.notCopied : ''
  return (
    <>
      <Button kind={kind} icon={outcome === 'done' ? 'check' : 'copy'} onClick={() => void copy()}>
        {told || label}
      </Button>
      <span className="unseen" role="status">
        {told}
      </span>
    </>
  )
}

/** Without TLS a browser has no `navigator.clipboard`; a call center's own network seldom has it. */
async function putOnClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'unseen'
    // Within an open dialog nothing outside it can be selected.
    const place = document.querySelector('dialog[open]') ?? document.body
    const focused = document.activeElement
    place.append(area)
    area.select()
    const isDone = document.execCommand('copy')
    area.remove()
    if (focused instanceof HTMLElement) focused.focus()
    return isDone
  }
}
