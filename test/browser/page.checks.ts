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

/** The same for both themes, as a person's system asks for them; colours that fade over would be caught half way. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await violationsOf(page)).map((violation) => `${colorScheme}: ${violation}`))
  }
  return found
}

/**
 * What does not fit in the window as wide as it is now: a page or a part that scrolls sideways, elements beyond the
 * edges, text that is cut off or runs out of its box. Hidden things, and those for screen readers alone, do not
 * count. A name that people gave (`<bdi>`) may be shortened by dots, and code may scroll.
 */
export function overflowsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK = 2
    const found: string[] = []
    const root = document.documentElement
    const width = root.clientWidth
    if (root.scrollWidth > width)
      found.push(`the page is ${root.scrollWidth} px wide in a window of ${width}`)

    const ancestorsOf = (element: Element | null): Element[] =>
      element && element !== root ? [element, ...ancestorsOf(element.parentElement)] : []
    const isRendered = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const isForReadersAlone = (element: Element) =>
      ancestorsOf(element).some((one) => {
        const { width, height } = one.getBoundingClientRect()
        return width <= 1 && height <= 1 && getComputedStyle(one).overflow !== 'visible'
      })
    const hides = (overflow: string) => /^(hidden|clip)$/.test(overflow)
    const scrolls = (overflow: string) => /^(auto|scroll)$/.test(overflow)
    const nameOf = (element: Element) => {
      const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)
      return `<${element.localName}${element.className ? ` class="${element.getAttribute('class')}"` : ''}> "${words}"`
    }

    /** Around its words: spaces at the end of a line hang over it and are not seen. */
    const boundsOf = (text: Text) => {
      const range = document.createRange()
      const boxes = [...text.data.matchAll(/\S+/g)].flatMap(({ index, 0: word }) => {
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        return [...range.getClientRects()]
      })
      return {
        left: Math.min(...boxes.map(({ left }) => left)),
        right: Math.max(...boxes.map(({ right }) => right)),
        top: Math.min(...boxes.map(({ top }) => top)),
        bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
      }
    }

    for (const element of document.body.querySelectorAll('*')) {
      if (!isRendered(element) || isForReadersAlone(element)) continue
      const box = element.getBoundingClientRect()
      const isBeyond = box.width > 0 && (box.right > width + SLACK || box.left < -SLACK)
      const isClipped = ancestorsOf(element.parentElement).some(
        (one) => getComputedStyle(one).overflowX !== 'visible',
      )
      if (isBeyond && !isClipped)
        found.push(
          `${nameOf(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`,
        )
      const isWider = element.scrollWidth > element.clientWidth + SLACK
      if (isWider && scrolls(getComputedStyle(element).overflowX) && !element.matches('pre, input, textarea'))
        found.push(`${nameOf(element)} scrolls: ${element.clientWidth} of ${element.scrollWidth} px are seen`)
    }

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement!
      if (!text.textContent?.trim() || !isRendered(parent) || isForReadersAlone(parent)) continue
      const words = boundsOf(text as Text)
      if (words.right <= words.left) continue
      let isBlockFound = false
      for (const one of ancestorsOf(parent)) {
        const { display, overflowX, overflowY, textOverflow } = getComputedStyle(one)
        if (/^(inline|contents)$/.test(display)) continue
        if (scrolls(overflowX) || scrolls(overflowY)) break
        const box = one.getBoundingClientRect()
        const isWider = words.right > box.right + SLACK || words.left < box.left - SLACK
        const isShortened = textOverflow === 'ellipsis' && hides(overflowX)
        if (isWider && isShortened && parent.closest('bdi')) break
        if (isWider && (!isBlockFound || hides(overflowX))) {
          found.push(
            `${nameOf(one)} has ${Math.round(words.right - words.left)} px of text in ${Math.round(box.width)}`,
          )
          break
        }
        isBlockFound = true
        // Letters reach a little beyond lines that are set close.
        if (hides(overflowY) && (words.bottom > box.bottom + 3 || words.top < box.top - 3)) {
          found.push(`${nameOf(one)} is cut off at the top or bottom`)
          break
        }
      }
    }
    return [...new Set(found)]
  })
}

/** What somebody without a mouse cannot get to, or cannot see that they got to, by pressing Tab through the page. */
export async function unreachedByKeyboard(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const wanted = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
    const modal = document.querySelector('dialog:modal')
    const targets = [...(modal ?? document).querySelectorAll<HTMLElement>(wanted)].filter((element) => {
      if (element.matches(':disabled, [type="hidden"], [tabindex="-1"]')) return false
      // Of radio buttons the chosen one is reached, and the others by arrows from there.
      if (element.matches('[type="radio"]:not(:checked)')) return false
      return element.checkVisibility({ visibilityProperty: true })
    })
    ;(document.activeElement as HTMLElement | null)?.blur()
    Object.assign(window, { targets, reached: new Set<Element>(), unseen: new Set<Element>() })
    return targets.length
  })
  for (let pressed = 0; pressed < count + 5; pressed++) {
    await page.keyboard.press('Tab')
    const isDone = await page.evaluate(() => {
      const { targets, reached, unseen } = window as unknown as Reach
      const element = document.activeElement!
      reached.add(element)
      // A field without a frame of its own is marked by the frame around it.
      const isMarked = [element, element.parentElement].some((one) => {
        if (!one) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
      })
      if (!isMarked && element !== document.body) unseen.add(element)
      return targets.every((target) => reached.has(target) || !target.isConnected)
    })
    if (isDone) break
  }
  return page.evaluate(() => {
    const { targets, reached, unseen } = window as unknown as Reach
    const nameOf = (element: Element) =>
      `<${element.localName}> "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`
    return [
      ...targets
        .filter((target) => target.isConnected && !reached.has(target))
        .map((one) => `${nameOf(one)} is not reached`),
      ...[...unseen].map((one) => `${nameOf(one)} does not show that it has the focus`),
    ]
  })
}

interface Reach {
  targets: HTMLElement[]
  reached: Set<Element>
  unseen: Set<Element>
}
