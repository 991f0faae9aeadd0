using EdrGrpc.Server.Settings;
using EdrGrpc.Storage;
using EdrGrpc.Storage.Postgres;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Server.Hosting;

/// <summary>Opens the store that the settings name.</summary>
internal static class StoreOpener
{
    /// <exception cref="SettingsException">A setting is missing.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be used.</exception>
    public static async Task<IDurableStore> OpenAsync(StoreOptions options, AuditKeys auditKeys, IEventPublisher publisher, TimeProvider time, ILoggerFactory loggers) =>
        options.Provider == StoreProvider.Sqlite
            ? await SqliteSubmissionStore.OpenAsync(
                new SqliteStoreOptions { Path = options.Path, RaiseEpoch = options.RaiseEpoch, AuditKeys = auditKeys }, publisher, time, loggers, CancellationToken.None)
            : await PostgresSubmissionStore.OpenAsync(
                new PostgresStoreOptions { ConnectionString = ConnectionString(options), RaiseEpoch = options.RaiseEpoch, AuditKeys = auditKeys }, publisher, time, loggers, CancellationToken.None);

    /// <exception cref="SettingsException">It is missing, or its file cannot be read.</exception>
    public static string ConnectionString(StoreOptions options)
    {
        if (string.IsNullOrEmpty(options.ConnectionStringFile))
        {
            return string.IsNullOrEmpty(options.ConnectionString)
                ? throw new SettingsException("Store:ConnectionString is not set: Store:Provider=Postgres needs it, or Store:ConnectionStringFile.")
                : options.ConnectionString;
        }

        if (!string.IsNullOrEmpty(options.ConnectionString))
        {
            throw new SettingsException("Store:ConnectionString and Store:ConnectionStringFile are both set: keep one.");
        }

        try
        {
            return File.ReadAllText(options.ConnectionStringFile).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Store:ConnectionStringFile {options.ConnectionStringFile} cannot be read: {exception.Message}", exception);
        }
    }
}
