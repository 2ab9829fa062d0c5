export const accessEs = {
  title: 'Ingresar',
  promise: 'Su call center, en vivo.',
  claims: {
    live: 'Colas, agentes y llamadas al instante',
    own: 'Sobre su propia central: Issabel, FreePBX o Asterisk',
    open: 'Una sola API para todo lo que quiera construir',
  },
  login: 'Usuario',
  password: 'Contraseña',
  enter: 'Ingresar',
  entering: 'Ingresando…',
  firstTime: '¿Es la primera vez?',
  firstTimeAnswer: 'Ingrese con el usuario',
  firstTimePassword:
    'La primera contraseña está en la consola donde se ejecutó «npm start». Al ingresar elegirá una propia.',
  forgotten: '¿Olvidó la contraseña? Un administrador puede darle una nueva.',
  waitSeconds: (seconds: string) => `Podrá intentarlo de nuevo en ${seconds}.`,
  waitOver: 'Ya puede intentarlo de nuevo.',
  tooMany: 'Demasiados intentos.',
}
