export const accessEs = {
  title: 'Ingresar',
  login: 'Usuario',
  password: 'Clave',
  enter: 'Ingresar',
  leave: 'Salir',
}
