import { randomFrom } from '../../bench/random.ts'

/** Choices that are the same for the same seed. */
export class Chance {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = randomFrom(seed)
  }

  /** Uniform in [0, 1). */
  random = (): number => this.#next()

  /** True so often of one. */
  happens(probability: number): boolean {
    return this.#next() < probability
  }

  /** One item; every one is as likely as the others. Throws where there is none. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.#next() * items.length)]
    if (item === undefined) throw new Error('There is nothing to choose from')
    return item
  }

  /** From one item to `most`, in their order. */
  some<Item>(items: readonly Item[], most = items.length): readonly Item[] {
    const first = this.pick(items)
    const chosen = items.filter((item) => item === first || this.happens(0.4))
    return chosen.slice(0, Math.max(1, most))
  }
}
