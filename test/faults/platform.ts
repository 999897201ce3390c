import { createServer } from 'node:http'

/**
 * A platform that honours idempotency keys: a message shown once is not shown again. It answers slowly, and sometimes not
 * at all, as real ones do.
 */
export async function startPlatform() {
  const shown = new Map<string, number>()
  const repeats = { count: 0 }
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key'])
    request.resume()
    request.on('end', () => {
      if (Math.random() < 0.05) return response.writeHead(429, { 'retry-after': '0' }).end()
      if (shown.has(key)) repeats.count++
      else shown.set(key, Date.now())
      // Shown, but the answer is lost.
      if (Math.random() < 0.05) return request.socket.destroy()
      setTimeout(() => response.writeHead(200).end(), Math.random() * 10)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    shown,
    repeats,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
