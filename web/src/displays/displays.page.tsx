export default function DisplaysPage() {
  return <main />
}
