namespace EdrGrpc.Client;

/// <summary>A field of a request that breaks a rule.</summary>
public sealed class FieldViolation
{
    internal FieldViolation(string field, string description) => (Field, Description) = (field, description);

    /// <summary>Its proto path, for example "action.get_file.path".</summary>
    public string Field { get; }

    /// <summary>Which rule.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Description}";
}
