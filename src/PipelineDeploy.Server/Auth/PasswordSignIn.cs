using System.Net;
using System.Net.Sockets;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>Signs in by a password, and not too often: attempts are counted by account and by address before anything is compared.</summary>
sealed class PasswordSignIn(UserStore users, AttemptStore attempts)
{
    /// <summary>How many attempts an account has in <see cref="AttemptStore.Window"/>; a right one sets it back.</summary>
    public const int MostOfAccount = 10;

    /// <summary>How many attempts an address has in it, whatever the accounts.</summary>
    public const int MostOfAddress = 50;

    /// <summary>The caller that the name and the password are of.</summary>
    /// <exception cref="UserErrorException"><c>signIn.wrong</c>, <c>signIn.tooMany</c>.</exception>
    public async Task<Caller> SignInAsync(string? name, string? password, IPAddress? address, CancellationToken cancellationToken)
    {
        var (account, typed) = ((name ?? "").Trim(), password ?? "");
        await CountAddressAsync(address, cancellationToken);
        await CountAsync($"account {account}", MostOfAccount, "to this account", cancellationToken);
        var found = await users.FindAsync(account, cancellationToken);
        var (isRight, stronger) = Passwords.Verify(account, found?.PasswordHash, typed);
        if (!isRight || found is not var (user, _) || user.DisabledAt is not null)
        {
            throw new UserErrorException("signIn.wrong", "This user name and this password do not belong together", "Look at both again, or ask an administrator.");
        }

        await attempts.ForgetAsync($"account {account}", cancellationToken);
        await users.SignedInAsync(user.Id, stronger, cancellationToken);
        return new Caller(user.Name, user.Rights, user.Id, null, null, null);
    }

    /// <summary>Counts an attempt of an address.</summary>
    /// <exception cref="UserErrorException"><c>signIn.tooMany</c>.</exception>
    public Task CountAddressAsync(IPAddress? address, CancellationToken cancellationToken) =>
        CountAsync($"address {NetworkOf(address)}", MostOfAddress, "from this address", cancellationToken);

    /// <summary>What counts as one address: of IPv6 the network of 64 bits, all of which one subscriber has.</summary>
    public static string NetworkOf(IPAddress? address) => address switch
    {
        null => "none",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes()[..8]),
        _ => address.ToString(),
    };

    async Task CountAsync(string key, int most, string of, CancellationToken cancellationToken)
    {
        var (count, left) = await attempts.CountAsync(key, cancellationToken);
        if (count > most)
        {
            throw new TooManyException("signIn.tooMany", $"There were too many attempts to sign in {of}", left);
        }
    }
}
