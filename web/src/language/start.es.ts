export const startEs = { title: 'start' }
