import { expect, it, vi } from 'vitest'
import { createSyncQueue } from '../../../../../extensions/configurator/src/service/sync-queue.ts'

const wait = () => Promise.resolve()

it('runs once for a burst, and once more for what came meanwhile', async () => {
  const task = vi.fn(() => new Promise<void>(resolve => setTimeout(resolve, 5)))
  const queue = createSyncQueue({ task, onError: vi.fn(), wait })

  queue.request()
  queue.request()
  await Promise.resolve()
  queue.request()
  queue.request()
  await queue.idle()

  expect(task).toHaveBeenCalledTimes(2)
})

it('tries again after a failure, then gives up until it is asked again', async () => {
  const onError = vi.fn()
  const task = vi.fn(() => Promise.reject(new Error('down')))
  const queue = createSyncQueue({ task, onError, wait })

  queue.request()
  await queue.idle()
  expect(onError).toHaveBeenCalledTimes(5)

  task.mockImplementation(() => Promise.resolve(undefined as never))
  queue.request()
  await queue.idle()
  expect(task).toHaveBeenCalledTimes(6)
})

it('has nothing to wait for when nothing was asked', async () => {
  await expect(createSyncQueue({ task: vi.fn(), onError: vi.fn(), wait }).idle()).resolves.toBeUndefined()
})
