// Cambia la contraseña de un solo uso / replaces the one-time password.
//   CLAVE='la de la consola' NUEVA='una suya bien larga' node examples/ingreso.mjs
const { USUARIO: login = 'admin', CLAVE, NUEVA, URL_API: url = 'http://localhost:4000/graphql' } = process.env

async function mutate(query, input, token) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables: { input } }),
  })
  const { data, errors } = await response.json()
  const [payload] = Object.values(data ?? {})
  const told = errors ?? payload.errors
  if (told.length > 0) throw new Error(told.map(({ message }) => message).join('\n'))
  return payload.session
}

const { accessToken } = await mutate(
  'mutation ($input: SessionStartInput!) { sessionStart(input: $input) { session { accessToken } errors { message } } }',
  { login, password: CLAVE },
)
await mutate(
  'mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { session { accessToken } errors { message } } }',
  { current: CLAVE, next: NUEVA },
  accessToken,
)
console.log('Listo / done')
