import type { Order } from './rule.ts'

/** Why the chosen tag was chosen, in a few words. */
export function reasonFor(order: Order): string {
  switch (order.by) {
    case 'semver':
      return `the highest version that "${order.constraint.text}" admits`
    case 'alphabetical':
      return order.direction === 'asc' ? 'the last by name' : 'the first by name'
    case 'numerical':
      return order.direction === 'asc' ? 'the greatest number' : 'the least number'
    case 'newest-build':
      return 'the image made last'
    case 'digest':
      return 'the tag that was asked for'
  }
}
