namespace EdrGrpc.Cli.Output;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people: tables and sentences. The default on a terminal.</summary>
    Text,

    /// <summary>One JSON object a line. The default in a pipe.</summary>
    Json,

    /// <summary>One YAML document per object.</summary>
    Yaml,
}
