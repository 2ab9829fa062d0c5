export const displaysEs = { title: 'displays' }
