import type { Locator, Page } from 'playwright-core'

/** The wallboard as somebody before it reads it, in Spanish. */
export class BoardReader {
  constructor(readonly page: Page) {}

  /** Resolves when the board is there and known to hold now. */
  async live(limitMs = 15_000): Promise<void> {
    await this.page.getByRole('banner').getByText('En vivo', { exact: true }).waitFor({ timeout: limitMs })
    await this.figures.waitFor({ timeout: limitMs })
  }

  get figures(): Locator {
    return this.page.getByRole('region', { name: 'Cifras de hoy' })
  }

  /** One of the cards above: its value. */
  figure(name: string): Locator {
    return this.figures
      .locator('dl > div')
      .filter({ has: this.page.getByRole('term').getByText(name, { exact: true }) })
      .getByRole('definition')
      .first()
  }

  queue(label: string): Locator {
    return this.page.getByRole('table', { name: /^Colas/ }).getByRole('row', { name: new RegExp(label) })
  }

  /** One cell of a queue, by the name of its column. */
  async queueFigure(label: string, column: string): Promise<string> {
    const heads = await this.page.getByRole('table').getByRole('columnheader').allInnerTexts()
    const index = heads.findIndex((head) => head.trim().toLowerCase() === column.toLowerCase())
    const cells = this.queue(label).locator('th, td')
    return (await cells.nth(index).innerText()).trim()
  }

  agent(name: string): Locator {
    return this.page
      .getByRole('list', { name: /^Agentes \d/ })
      .getByRole('listitem')
      .filter({ hasText: name })
  }
}
