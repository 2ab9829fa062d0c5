import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong in the page as it is now: the rule and where, one a line. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Evaluated from outside, like a developer's console, so that the page's policy stays as it is.
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    })
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map(({ target }) => target.join(' ')),
    }))
  })
  return found.map(({ id, help, at }) => `${id} (${help}): ${at.join(', ')}`)
}

/** The same for both themes, as a person's system asks for them. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    found.push(...(await violationsOf(page)).map((violation) => `${colorScheme}: ${violation}`))
  }
  return found
}

/**
 * What does not fit in the window as wide as it is now: a page that scrolls sideways, elements beyond its edges,
 * text that is cut off or runs out of its box. Hidden things, and those for screen readers alone, do not count.
 */
export function overflowsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    const width = root.clientWidth
    if (root.scrollWidth > width)
      found.push(`the page is ${root.scrollWidth} px wide in a window of ${width}`)

    const isRendered = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const isForReadersAlone = (element: Element) => {
      for (let one: Element | null = element; one; one = one.parentElement) {
        const { width, height } = one.getBoundingClientRect()
        if (width <= 1 && height <= 1 && getComputedStyle(one).overflow !== 'visible') return true
      }
      return false
    }
    const nameOf = (element: Element) => {
      const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)
      return `<${element.localName}${element.className ? ` class="${element.getAttribute('class')}"` : ''}> "${words}"`
    }
    const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible'

    for (const element of document.body.querySelectorAll('*')) {
      if (!isRendered(element) || isForReadersAlone(element)) continue
      const box = element.getBoundingClientRect()
      if (box.width > 0 && (box.right > width + 1 || box.left < -1))
        found.push(
          `${nameOf(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width} px`,
        )
      if (element.scrollWidth > element.clientWidth + 1 && clips(element) && element.clientWidth > 0)
        found.push(`${nameOf(element)} shows ${element.clientWidth} of ${element.scrollWidth} px`)
    }

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement!
      if (!text.textContent?.trim() || !isRendered(parent) || isForReadersAlone(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const words = range.getBoundingClientRect()
      if (words.width === 0) continue
      let block = parent
      while (/^(inline|contents)$/.test(getComputedStyle(block).display) && block.parentElement)
        block = block.parentElement
      const box = block.getBoundingClientRect()
      if (words.right > box.right + 1 || words.left < box.left - 1)
        found.push(`${nameOf(block)} has ${Math.round(words.width)} px of text in ${Math.round(box.width)}`)
      for (let one: Element | null = block; one; one = one.parentElement) {
        const { overflowY } = getComputedStyle(one)
        if (overflowY === 'visible') continue
        const edge = one.getBoundingClientRect()
        // Letters reach a little beyond lines that are set close.
        if (/^(hidden|clip)$/.test(overflowY) && (words.bottom > edge.bottom + 3 || words.top < edge.top - 3))
          found.push(`${nameOf(block)} is cut off at the top or bottom`)
        break
      }
    }
    return [...new Set(found)]
  })
}
