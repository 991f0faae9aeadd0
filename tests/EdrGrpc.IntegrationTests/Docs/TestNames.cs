using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>The full names of all tests, read from the assemblies of the test projects in the configuration of this one.</summary>
internal static class TestNames
{
    private static readonly string[][] Projects = [["tests", "EdrGrpc.Tests"], ["tests", "EdrGrpc.IntegrationTests"], ["clients", "csharp", "EdrGrpc.Client.Tests"]];

    public static HashSet<string> Read()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in Projects)
        {
            var path = PathOf(project);
            Assert.True(File.Exists(path), $"{path} does not exist: build the solution.");
            using var file = new PEReader(File.OpenRead(path));
            var metadata = file.GetMetadataReader();
            foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => IsTest(metadata, method)))
            {
                var type = metadata.GetTypeDefinition(method.GetDeclaringType());
                names.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}");
            }
        }

        return names;
    }

    // bin/<configuration>/net10.0 of the same configuration.
    private static string PathOf(string[] project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.PathOf([.. project, "bin", own.Parent!.Name, own.Name, project[^1] + ".dll"]);
    }

    private static bool IsTest(MetadataReader metadata, MethodDefinition method) => method.GetCustomAttributes()
        .Select(metadata.GetCustomAttribute)
        .Where(attribute => attribute.Constructor.Kind == HandleKind.MemberReference)
        .Select(attribute => metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent)
        .Where(type => type.Kind == HandleKind.TypeReference)
        .Any(type => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) is "FactAttribute" or "TheoryAttribute");
}
