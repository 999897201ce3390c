/** Somebody at the page without script: cookies are kept, redirects are seen, forms are sent with the token they carry. */
export function visitorOf(url: string, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>()
  let token = ''

  async function send(path: string, init: RequestInit = {}): Promise<Seen> {
    const response = await fetch(`${url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...headers, ...(cookies.size && { cookie: cookieLine() }), ...(init.headers as object) },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value && !/expires=Thu, 01 Jan 1970/i.test(line)) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    const text = await response.text()
    token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? token
    return { status: response.status, text, headers: response.headers, to: response.headers.get('location') ?? '' }
  }

  const cookieLine = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  const visitor = {
    cookies,
    token: () => token,
    get: (path: string) => send(path),
    /** With the latest token, unless the fields name another. */
    post: (path: string, fields: Record<string, string | string[]>, more: Record<string, string> = {}) => {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries({ _csrf: token, ...fields }))
        for (const one of [value].flat()) body.append(name, one)
      return send(path, { method: 'POST', body, headers: more })
    },
    /** Asks as a browser does before there is a session. */
    ask: (question: string, fields: Record<string, string> = {}) =>
      visitor.post('/ask', { question, ...fields }, { 'sec-fetch-site': 'same-origin' }),
    async signIn(link: string): Promise<Seen> {
      await visitor.get(`/sign-in/link/${link}`)
      return visitor.post('/sign-in/link', { link })
    },
  }
  return visitor
}

export interface Seen {
  status: number
  text: string
  headers: Headers
  /** Where it leads, for a redirect. */
  to: string
}

export type Visitor = ReturnType<typeof visitorOf>

/** What a person would read of a page, without markup. */
export const readable = (text: string): string =>
  text
    .slice(text.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
