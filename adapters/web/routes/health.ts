import express, { type Router } from 'express'

/** Names a dependency and says whether it is ready. */
export interface Readiness {
  name: string
  ready(): boolean | Promise<boolean>
}

/** /healthz: the process lives. /readyz: each dependency by name, 503 when one is not ready. */
export function healthRoutes(dependencies: readonly Readiness[]): Router {
  const router = express.Router()
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    const states = await Promise.all(dependencies.map(async ({ name, ready }) => [name, await ready()] as const))
    const ready = states.every(([, state]) => state)
    response.status(ready ? 200 : 503).json({ ready, ...Object.fromEntries(states) })
  })
  return router
}
