using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>Hashes passwords with ASP.NET Core's hasher: PBKDF2 with HMAC-SHA512 and a salt each.</summary>
static class Passwords
{
    const int Shortest = 12;
    const int Longest = 256;

    // OWASP's count for PBKDF2-HMAC-SHA512.
    const int Iterations = 210_000;

    static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword("", Guid.CreateVersion7().ToString()));

    /// <summary>The hash of a password that may be one.</summary>
    /// <exception cref="UserErrorException"><c>user.badPassword</c>.</exception>
    public static string Hash(string user, string? password) => password switch
    {
        null or { Length: < Shortest } => throw new UserErrorException("user.badPassword", $"The password has {password?.Length ?? 0} characters", $"Use at least {Shortest}; a few words are easy to remember."),
        { Length: > Longest } => throw new UserErrorException("user.badPassword", $"The password has {password.Length} characters", $"Use at most {Longest}."),
        _ when password.Contains(user, StringComparison.OrdinalIgnoreCase) && password.Length < user.Length + Shortest =>
            throw new UserErrorException("user.badPassword", "The password is hardly more than the user's name", "Choose one that does not hold the name."),
        _ => Hasher.HashPassword(user, password),
    };

    /// <summary>Whether it is the password; takes as long when there is no such user.</summary>
    /// <returns>Also a new hash, when the kept one is weaker than what is made today.</returns>
    public static (bool IsRight, string? Stronger) Verify(string user, string? hash, string password)
    {
        if (password.Length > Longest)
        {
            return (false, null);
        }

        var result = Hasher.VerifyHashedPassword(user, hash ?? Nobodys.Value, password);
        return (hash is not null && result != PasswordVerificationResult.Failed,
            hash is not null && result == PasswordVerificationResult.SuccessRehashNeeded ? Hasher.HashPassword(user, password) : null);
    }
}
