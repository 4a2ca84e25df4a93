import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UpdateError } from '../../../src/core/error.ts'
import { FORMAT_NAMES } from '../../../src/core/manifest/manifest.ts'
import { rollBack, rollBackTo } from '../../../src/core/plan/rollback.ts'
import { rollbackTrailers } from '../../../src/core/plan/rollback-trailers.ts'
import { timelineOf } from '../../../src/core/plan/timeline.ts'
import { kustomization } from '../../scenarios/manifests.ts'

const PATH = 'kustomization.yaml'
const IMAGES = ['a', 'b', 'c'] as const

type Tags = readonly string[]

interface Version {
  readonly oid: string
  readonly tags: Tags
  readonly message: string
}

/** A branch whose one manifest names some images. */
class Branch {
  /** Newest first. */
  readonly versions: Version[] = []

  constructor(tags: Tags) {
    this.commit(tags, 'first')
  }

  get tags(): Tags {
    return this.versions[0]?.tags ?? []
  }

  commit(tags: Tags, message: string): void {
    const oid = String(this.versions.length).padStart(40, '0')
    this.versions.unshift({ oid, tags, message })
  }

  deploy(image: number, tag: string): void {
    this.commit(this.tags.with(image, tag), 'deploy')
  }

  /** Rolls images back, by their indices; gives the commit that it went back to, `undefined` where that is refused. */
  rollBack(images: readonly number[], count = 1): string | undefined {
    const text = (tags: Tags): string =>
      kustomization(...tags.map((tag, image) => `${IMAGES[image] ?? ''}:${tag}`))
    const history = {
      path: PATH,
      versions: this.versions.map(({ oid, tags, message }, position) => ({
        commit: { oid, message, position },
        brought: [],
        text: text(tags)
      })),
      isComplete: true
    }
    const names = images.map((image) => ({ name: IMAGES[image] ?? '', newName: undefined }))
    try {
      const timeline = timelineOf([{ path: PATH, aims: [{}] }], [history])
      const { wanted, to, from } = rollBack(timeline, names, count, FORMAT_NAMES)
      const tags = images.reduce<Tags>((all, image, index) => {
        const tag = wanted[index]?.tag
        return typeof tag === 'object' ? all.with(image, tag.set) : all
      }, this.tags)
      // As ever, nothing is committed where nothing changes.
      if (tags.join() !== this.tags.join())
        this.commit(tags, `back\n\n${rollbackTrailers(to.oid, from).join('\n')}`)
      return to.oid
    } catch (error) {
      if (error instanceof UpdateError && error.code === 'missing-image') return undefined
      throw error
    }
  }
}

const told = (branch: Branch): string => branch.tags.join(' ')

describe('several images together', () => {
  test('none goes forth to what one of them was rolled back from alone', () => {
    const branch = new Branch(['1', '1'])
    branch.deploy(0, '2')
    branch.deploy(1, '2')
    branch.rollBack([0])
    expect(told(branch)).toBe('1 2')
    expect(branch.rollBack([0, 1])).toBeUndefined()
  })

  test('after a rollback and a new version of one, all go further back', () => {
    const branch = new Branch(['1', '1'])
    branch.commit(['2', '2'], 'deploy')
    branch.commit(['3', '3'], 'deploy')
    branch.rollBack([0, 1])
    expect(told(branch)).toBe('2 2')
    branch.deploy(0, '4')
    branch.rollBack([0, 1])
    expect(told(branch)).toBe('1 1')
  })

  test('a rollback of one leaves the others what ran with it before', () => {
    const branch = new Branch(['1', '1'])
    branch.commit(['2', '2'], 'deploy')
    branch.commit(['3', '3'], 'deploy')
    branch.rollBack([0])
    branch.rollBack([0, 1])
    expect(told(branch)).toBe('1 1')
  })
})

test('a version named by the commit of one that was undone counts from there again', () => {
  const branch = new Branch(['1'])
  for (const tag of ['2', '3']) branch.deploy(0, tag)
  branch.rollBack([0])
  const third = branch.versions[1]?.oid ?? ''
  branch.commit(['3'], `back\n\n${rollbackTrailers(third, [{ name: 'a', tag: '2' }]).join('\n')}`)
  branch.rollBack([0])
  expect(told(branch)).toBe('2')
})

test('what an image was before it was taken out and put in again is what it goes back to', () => {
  const branch = new Branch(['1'])
  branch.commit([], 'out')
  branch.commit(['2'], 'in again')
  branch.rollBack([0])
  expect(told(branch)).toBe('1')
})

describe('in a past that was written by hand,', () => {
  const oid = (digit: number): string => String(digit).repeat(40)
  /** From the newest on: the tags of the entries for one image, and what came in with the commit. */
  const pastOf = (...versions: readonly (readonly [tags: Tags, ...brought: readonly string[]])[]) =>
    timelineOf(
      [{ path: PATH, aims: [{}] }],
      [
        {
          path: PATH,
          versions: versions.map(([tags, ...brought], position) => ({
            commit: { oid: oid(position), message: 'by hand', position },
            brought: brought.map((message, at) => ({ oid: `${String(at)}${oid(9)}`, message })),
            text: kustomization(...tags.map((tag) => `a:${tag}`))
          })),
          isComplete: true
        }
      ]
    )
  const names = [{ name: 'a', newName: undefined }]
  const back = (to: number, from: string): string =>
    `back\n\n${rollbackTrailers(oid(to), [{ name: 'a', tag: from }]).join('\n')}`

  test('a merge of a rollback and a later version is no rollback', () => {
    const merged = pastOf([['1'], 'deploy', back(1, '2')], [['3']], [['2']], [['1']])
    expect(rollBack(merged, names, 1, FORMAT_NAMES)).toMatchObject({ to: { oid: oid(1) } })
  })

  test('a merge of a rollback and of something else is one', () => {
    const merged = pastOf([['2'], 'another image', back(2, '3')], [['3']], [['2']], [['1']])
    expect(rollBack(merged, names, 1, FORMAT_NAMES)).toMatchObject({ to: { oid: oid(3) } })
  })

  const unclear = pastOf([['2']], [['1', '2']], [['1']])

  test('a moment at which two entries disagreed is passed over', () => {
    expect(rollBack(unclear, names, 1, FORMAT_NAMES)).toMatchObject({
      to: { oid: oid(2) },
      undone: [{ oid: oid(0) }, { oid: oid(1) }]
    })
    expect(rollBackTo(unclear, names, oid(2), FORMAT_NAMES)).toMatchObject({
      wanted: [{ tag: { set: '1' } }]
    })
  })

  test('such a moment is refused by the name of its commit', () => {
    expect(() => rollBackTo(unclear, names, oid(1), FORMAT_NAMES)).toThrow(
      'At commit 1111111 it is not clear which version of "a" ran'
    )
  })

  test('one that disagrees now is told with its lines', () => {
    expect(() => rollBack(pastOf([['1', '2']], [['1']]), names, 1, FORMAT_NAMES)).toThrow(
      /a:1 \(line 6\), a:2 \(line 8\)/
    )
  })
})

/** A deployment of an image, or a rollback of some. */
type Step = { readonly deploy: number; readonly tag: string } | { readonly back: readonly number[] }

const someImages = fc.subarray([0, 1, 2], { minLength: 1 })

const steps = (tags: fc.Arbitrary<string>): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.oneof(
      fc.record({ deploy: fc.nat(2), tag: tags }),
      fc.record({ back: fc.oneof(someImages, fc.constant([0, 1, 2])) })
    ),
    { maxLength: 25 }
  )

const START: Tags = ['v0', 'v0', 'v0']

describe('whatever was deployed and rolled back before', () => {
  test('a single image goes back as a stack does: a deployment puts on top, a rollback takes off', () => {
    const step = fc.oneof(fc.constantFrom('v0', 'v1', 'v2', 'v3'), fc.integer({ min: 1, max: 3 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (sequence) => {
        const branch = new Branch(['v0'])
        const stack = ['v0']
        for (const each of sequence) {
          if (typeof each === 'string') {
            branch.deploy(0, each)
            if (stack.at(-1) !== each) stack.push(each)
          } else {
            const isPossible = stack.length > each
            if (isPossible && stack.at(-1 - each) !== stack.at(-1)) stack.splice(-each)
            expect(branch.rollBack([0], each) !== undefined).toBe(isPossible)
          }
          expect(told(branch)).toBe(stack.at(-1))
        }
      })
    )
  })

  test('no image comes back to what it was rolled back from, nor to what never ran together', () => {
    fc.assert(
      fc.property(steps(fc.constant('')), (sequence) => {
        const branch = new Branch(START)
        const undone = IMAGES.map(() => new Set<string>())
        for (const [index, step] of sequence.entries()) {
          if ('deploy' in step) {
            // Each version but once, so that none is deployed again by name.
            branch.deploy(step.deploy, `v${String(index + 1)}`)
            continue
          }
          const before = branch.tags
          const past = branch.versions.map(({ tags }) => step.back.map((image) => tags[image]).join(' '))
          if (branch.rollBack(step.back) === undefined) continue
          for (const image of step.back) {
            undone[image]?.add(before[image] ?? '')
            expect(branch.tags[image]).not.toBe(before[image])
            expect(undone[image]).not.toContain(branch.tags[image])
          }
          expect(past).toContain(step.back.map((image) => branch.tags[image]).join(' '))
          for (const image of [0, 1, 2].filter((each) => !step.back.includes(each))) {
            expect(branch.tags[image]).toBe(before[image])
          }
        }
      })
    )
  })

  test('one rollback after the other goes to ever older commits, until there is none', () => {
    fc.assert(
      fc.property(steps(fc.constantFrom('v0', 'v1', 'v2', 'v3', 'v4')), someImages, (sequence, images) => {
        const branch = new Branch(START)
        for (const step of sequence) {
          if ('deploy' in step) branch.deploy(step.deploy, step.tag)
          else branch.rollBack(step.back)
        }
        const most = branch.versions.length
        const twice = new Branch(START)
        twice.versions.splice(0, 1, ...branch.versions)
        const gone: string[] = []
        for (let to = branch.rollBack(images); to !== undefined; to = branch.rollBack(images)) {
          gone.push(to)
          if (gone.length > most) throw new Error('It goes forth and back.')
        }
        expect(gone).toEqual([...new Set(gone)].sort().reverse())
        expect(gone.length).toBeLessThan(most)
        if (gone.length === 0) return
        expect(twice.rollBack(images, gone.length)).toBe(gone.at(-1))
      })
    )
  })
})
