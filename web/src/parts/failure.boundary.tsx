import { Component, type ReactNode } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './button.tsx'
import styles from './failure.boundary.module.css'
import { Notice } from './notice.tsx'

/** A page comes anew by itself after this time: before a screen on a wall nobody sits who could ask for it. */
const RELOAD_MS = 30_000

interface FailureBoundaryProps {
  children: ReactNode
}

interface FailureState {
  hasFailed: boolean
}

/**
 * When a page fails, or a part of it is gone because the server was renewed: says so and comes anew, instead of
 * staying empty for good.
 */
export class FailureBoundary extends Component<FailureBoundaryProps, FailureState> {
  override state: FailureState = { hasFailed: false }
  private timer: ReturnType<typeof setTimeout> | undefined

  static getDerivedStateFromError(): FailureState {
    return { hasFailed: true }
  }

  override componentDidCatch(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => location.reload(), RELOAD_MS)
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Failure /> : this.props.children
  }
}

function Failure() {
  const { parts: words } = useWords()
  return (
    <main className={styles.failure}>
      <h1 className="unseen">Centralita</h1>
      <Notice tone="critical" isAlert title={words.pageFailed}>
        <p>{words.pageReloads}</p>
        <div>
          <Button onClick={() => location.reload()}>{words.reload}</Button>
        </div>
      </Notice>
    </main>
  )
}
