namespace EdrGrpc.Submissions.Store;

/// <summary>Tells stores, and lives of one store, apart; part of every cursor.</summary>
/// <param name="StoreId">Made when the store was created.</param>
/// <param name="Epoch">Raised when the store is restored or promoted.</param>
public sealed record StoreIdentity(Guid StoreId, int Epoch);
