export const boardEs = { title: 'board' }
