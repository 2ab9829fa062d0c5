exports.plugin = () => '// Made by `npm run sdk`. Do not edit.'
