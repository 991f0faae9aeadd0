namespace EdrGrpc.Server.Settings;

/// <summary>A missing or malformed setting: the message is one line that says which and how to set it. The start ends with it.</summary>
public sealed class SettingsException : Exception
{
    /// <inheritdoc/>
    public SettingsException()
    {
    }

    /// <inheritdoc/>
    public SettingsException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
