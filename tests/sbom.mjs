// Checks the bills of materials that src/sbom.sh wrote: each parses, names every package the part refers to itself, with the version of
// Directory.Packages.props (or package.json) and a licence, and leaves out what only builds it. Packages that are part of the .NET runtime the
// server runs on are not shipped with it; the restore says which.
// Usage: node tests/sbom.mjs <folder>
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const folder = process.argv[2]
const problems = []
const read = path => readFileSync(path, 'utf8')
const versions = new Map([...read('Directory.Packages.props').matchAll(/<PackageVersion Include="([^"]+)" Version="([^"]+)"/g)].map(([, name, version]) => [name, version]))

// Packages of a project and of the projects it refers to; those that are private to the build are not shipped.
function shipped(project, seen = new Set(), packages = new Set()) {
  if (seen.has(project)) return packages
  seen.add(project)
  const text = read(project)
  for (const [, name, rest] of text.matchAll(/<PackageReference Include="([^"]+)"([^>]*)>/g)) {
    if (!/PrivateAssets="all"/i.test(rest)) packages.add(name)
  }
  for (const [, path] of text.matchAll(/<ProjectReference Include="([^"]+)"/g)) {
    shipped(resolve(dirname(project), path), seen, packages)
  }
  return packages
}

// Left out only if the restore of every framework took it from the runtime.
function fromRuntime(project) {
  const { frameworks } = JSON.parse(read(join(dirname(project), 'obj/project.assets.json'))).project
  const pruned = Object.values(frameworks).map(framework => Object.keys(framework.packagesToPrune ?? {}))
  return new Set(pruned[0].filter(name => pruned.every(names => names.includes(name))))
}

function check(part, expected) {
  const bom = JSON.parse(read(join(folder, `${part}.cdx.json`)))
  if (bom.bomFormat !== 'CycloneDX') problems.push(`${part}: not a CycloneDX document`)
  const components = new Map(bom.components.map(component => [component.group ? `${component.group}/${component.name}` : component.name, component]))
  const required = bom.components.filter(component => component.scope !== 'excluded' && component.purl)
  for (const [name, version] of expected) {
    const component = components.get(name)
    if (!component) problems.push(`${part}: ${name} ${version} is missing`)
    else if (component.version !== version) problems.push(`${part}: ${name} is ${component.version}, not ${version}`)
    else if (component.scope === 'excluded') problems.push(`${part}: ${name} is shipped, but marked as excluded`)
  }
  for (const component of required) {
    if (!component.licenses?.length) problems.push(`${part}: ${component.name} ${component.version} has no licence`)
  }
  if (JSON.stringify(bom).includes(process.cwd())) problems.push(`${part}: names a path of this machine`)
  console.log(`${part}: ${expected.length} packages of its own, ${required.length} with all they need`)
}

for (const [part, project] of [
  ['edrgrpc-server', 'src/EdrGrpc.Server/EdrGrpc.Server.csproj'],
  ['edrctl', 'src/EdrGrpc.Cli/EdrGrpc.Cli.csproj'],
  ['edrgrpc-client-csharp', 'clients/csharp/EdrGrpc.Client/EdrGrpc.Client.csproj'],
]) {
  const runtime = fromRuntime(project)
  const expected = [...shipped(resolve(project))].filter(name => !runtime.has(name)).map(name => [name, versions.get(name)])
  if (expected.length < 3) problems.push(`${part}: only ${expected.length} packages were found in its project`)
  check(part, expected)
}
check('edrgrpc-client-typescript', Object.entries(JSON.parse(read('clients/typescript/package.json')).dependencies))

for (const problem of problems) console.error(`sbom: ${problem}`)
process.exit(problems.length === 0 ? 0 : 1)
