import { nothingWritten, type Delivery } from './delivery.ts'

/** Writes nothing: the plan is only shown. */
export const dryRunDelivery = (): Delivery => (reading) =>
  Promise.resolve({
    files: reading.files,
    deliver: (plan) => Promise.resolve(nothingWritten(reading.base.branch, plan))
  })
