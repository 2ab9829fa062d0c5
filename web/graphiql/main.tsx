import '../src/theme/tokens.css'
import '../src/theme/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { currentLanguage, speak } from '../src/language/language.ts'
import { FailureBoundary } from '../src/parts/failure.boundary.tsx'
import { startTheme } from '../src/theme/theme.ts'
import { Page } from './page.tsx'

startTheme()
speak(currentLanguage())
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <FailureBoundary>
      <Page />
    </FailureBoundary>
  </StrictMode>,
)
