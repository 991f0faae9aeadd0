using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Submissions.Policy;
using Xunit;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>docs/policy.schema.json says what the policy's types say, and the examples of docs/policy.md can be put in force.</summary>
public sealed class PolicySchemaTests
{
    [Fact]
    public void Schema_Committed_IsWhatTheTypesSay()
    {
        var path = Repository.PathOf("docs", "policy.schema.json");
        var schema = PolicyReader.Json.GetJsonSchemaAsNode(typeof(PolicyDocument), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        var text = schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
        if (Environment.GetEnvironmentVariable("EDRGRPC_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), "docs/policy.schema.json does not exist; run the test with EDRGRPC_UPDATE_GOLDEN=1 to write it.");
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Examples_OfTheGuide_CanBePutInForce()
    {
        var guide = File.ReadAllText(Repository.PathOf("docs", "policy.md"));
        var examples = guide.Split("```json").Skip(1).Select(part => part.Split("```")[0]).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            Assert.True(PolicyReader.Read(example, out var problems) is not null, string.Join('\n', problems));
        }
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject known && context.PropertyInfo?.AttributeProvider is PropertyInfo property && Summary(property) is { } text)
        {
            known.Insert(0, "description", text);
        }

        return schema;
    }

    private static string? Summary(PropertyInfo property)
    {
        var documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "EdrGrpc.Submissions.xml"));
        var name = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        var summary = documentation.Descendants("member").FirstOrDefault(member => member.Attribute("name")?.Value == name)?.Element("summary");
        return summary is null ? null : string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
