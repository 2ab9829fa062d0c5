import { useLayoutEffect, useRef, useState } from 'react'
import { useTurn } from '../feed/turn.ts'

/**
 * Which part of a list to show where nobody scrolls: as many items as fit into the frame, the next ones at every
 * turn. `item` finds the items in the frame; they are alike in height.
 */
export function usePages(length: number, isOn: boolean, item: string) {
  const frame = useRef<HTMLDivElement>(null)
  const [capacity, setCapacity] = useState(Number.POSITIVE_INFINITY)
  const turn = useTurn(isOn)
  useLayoutEffect(() => {
    const { current } = frame
    if (!isOn || !current || length === 0) return undefined
    const measure = () => setCapacity(capacityOf(current, item))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [isOn, item, length])
  const pages = Number.isFinite(capacity) ? Math.max(1, Math.ceil(length / capacity)) : 1
  const page = turn % pages
  const from = pages === 1 ? 0 : page * capacity
  return { frame, page: page + 1, pages, from, until: pages === 1 ? length : from + capacity }
}

function capacityOf(frame: HTMLElement, item: string): number {
  const first = frame.querySelector<HTMLElement>(item)
  if (!first) return Number.POSITIVE_INFINITY
  const box = frame.getBoundingClientRect()
  const one = first.getBoundingClientRect()
  const gap = Number.parseFloat(getComputedStyle(first.parentElement!).rowGap) || 0
  const columns = columnsOf(first)
  const rows = Math.floor((box.bottom - one.top + gap) / (one.height + gap))
  return Math.max(1, rows) * columns
}

/** How many stand beside one another in a grid; 1 elsewhere. */
function columnsOf(item: HTMLElement): number {
  const { display, gridTemplateColumns } = getComputedStyle(item.parentElement!)
  return display === 'grid' ? Math.max(1, gridTemplateColumns.split(' ').length) : 1
}
