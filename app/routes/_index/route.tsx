export default function Index() {
  return <main className="p-6 text-20">Interlace</main>;
}
