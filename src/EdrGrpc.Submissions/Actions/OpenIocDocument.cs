using System.Runtime.InteropServices;
using System.Xml;

namespace EdrGrpc.Submissions.Actions;

/// <summary>What the two OpenIOC schemas demand of a document, as far as KES depends on it: root, id, and at least one Indicator.</summary>
internal static class OpenIocDocument
{
    private const int MaxDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = IocArchiveInspector.MaxFileBytes,
    };

    private static readonly Schema OpenIoc10 = new("ioc", "http://schemas.mandiant.com/2010/ioc", "definition");
    private static readonly Schema OpenIoc11 = new("OpenIOC", "http://openioc.org/schemas/OpenIOC_1.1", "criteria");

    /// <summary>Returns the id of the document, or why it is refused as the end of a sentence that begins with the file's name.</summary>
    public static (string? Id, string? Problem) Check(Stream xml)
    {
        try
        {
            using var reader = XmlReader.Create(xml, Settings);
            return Check(reader);
        }
        catch (XmlException e) when (e.Message.StartsWith("For security reasons DTD", StringComparison.Ordinal))
        {
            return (null, "holds a document type declaration (DTD), which is refused; remove it");
        }
        catch (XmlException e)
        {
            // The exception's own text quotes the document.
            return (null, $"is not well-formed XML (line {e.LineNumber}, position {e.LinePosition})");
        }
    }

    private static (string? Id, string? Problem) Check(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || SchemaOf(reader) is not { } schema)
        {
            return (null, $"is not OpenIOC 1.0 or 1.1: the root element must be {OpenIoc10.Describe()} or {OpenIoc11.Describe()}");
        }

        var id = reader.GetAttribute("id")?.Trim();
        var bodies = 0;
        var indicators = 0;
        var inBody = false;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                return (null, $"nests its elements deeper than {MaxDepth}");
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var own = string.Equals(reader.NamespaceURI, schema.Namespace, StringComparison.Ordinal);
            if (reader.Depth == 1)
            {
                inBody = own && string.Equals(reader.LocalName, schema.Body, StringComparison.Ordinal);
                bodies += inBody ? 1 : 0;
            }
            else if (reader.Depth == 2 && inBody && own && string.Equals(reader.LocalName, "Indicator", StringComparison.Ordinal))
            {
                indicators++;
            }
        }

        if (string.IsNullOrEmpty(id))
        {
            return (null, $"has no id attribute at its root element {schema.Root}");
        }

        return bodies == 1 && indicators > 0 ? (id, null) : (null, $"must have one element {schema.Body} with at least one Indicator in it");
    }

    private static Schema? SchemaOf(XmlReader reader) => OpenIoc10.IsRoot(reader) ? OpenIoc10 : OpenIoc11.IsRoot(reader) ? OpenIoc11 : null;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Schema(string Root, string Namespace, string Body)
    {
        public bool IsRoot(XmlReader reader) =>
            string.Equals(reader.LocalName, Root, StringComparison.Ordinal) && string.Equals(reader.NamespaceURI, Namespace, StringComparison.Ordinal);

        public string Describe() => $"{Root} of {Namespace}";
    }
}
