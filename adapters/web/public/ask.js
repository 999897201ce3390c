// Better with script, not in need of it: the answer is fetched and added to the page, so the conversation stays in view.
const form = document.getElementById('ask')
const answers = document.getElementById('answers')
const status = document.getElementById('status')
const box = document.getElementById('question')

if (form && answers && status && box && 'fetch' in window) {
  form.addEventListener('submit', async (event) => {
    const choice = event.submitter?.name === 'choice' ? event.submitter.value : ''
    if (choice) box.value = choice
    if (!box.value.trim()) return
    event.preventDefault()
    const button = form.querySelector('button')
    if (button.getAttribute('aria-disabled')) return
    button.setAttribute('aria-disabled', 'true')
    status.textContent = 'Looking it up…'
    try {
      const body = new URLSearchParams(new FormData(form))
      const response = await fetch(form.action, {
        method: 'POST',
        body,
        headers: { accept: 'text/x-waymark-fragment' },
      })
      if (!response.ok) throw new Error(String(response.status))
      form.elements.conversation.value = response.headers.get('x-conversation') || form.elements.conversation.value
      const holder = document.createElement('div')
      holder.innerHTML = await response.text()
      const article = holder.firstElementChild
      const token = article.querySelector('[name=_csrf]')
      if (token) form.elements._csrf.value = token.value
      answers.append(article)
      for (const part of document.querySelectorAll('.examples, .lead')) part.remove()
      document.querySelector('h1').className = 'small'
      document.querySelector('h1').textContent = 'Your question'
      form.querySelector('label').textContent = form.dataset.next
      box.value = ''
      status.textContent = 'Answered.'
      article.focus({ preventScroll: true })
      article.scrollIntoView({
        block: 'start',
        behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
      })
    } catch {
      // Whatever went wrong, the plain form still works and says what it is.
      form.submit()
    } finally {
      button.removeAttribute('aria-disabled')
    }
  })
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
}
