export default function DisplayPage({ token }: { token: string }) {
  return <main data-token={token.length} />
}
