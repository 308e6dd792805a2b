package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * As whom and where AWS is spoken to, as the AWS CLI finds it out.
 *
 * @param profile that was asked for; it comes before credentials of the environment
 * @param otherwise the profile where the environment has no credentials
 * @param variable the endpoint's, for what to do without an account
 */
record AwsAccount(Optional<String> profile, Optional<String> otherwise, String variable) {
    AwsAccount {
        requireNonNull(profile);
        requireNonNull(otherwise);
        requireNonNull(variable);
    }

    AwsCredentialsProvider credentials() {
        try {
            var provider = profile.<AwsCredentialsProvider>map(name -> ProfileCredentialsProvider.builder().profileName(name).build())
                    .orElseGet(() -> DefaultCredentialsProvider.builder().profileName(otherwise.orElse(null)).build());
            provider.resolveCredentials();
            return provider;
        } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
            throw new CategorizedException(Failure.CONFIGURATION, "aws_no_credentials",
                    profile.map(name -> "the AWS profile " + name + " gives no credentials: see `aws configure list --profile " + name
                            + "`, or log in (aws sso login --profile " + name + ")")
                            .orElseGet(() -> "no AWS credentials were found: log in (aws sso login), set AWS_PROFILE, or set " + variable
                                    + " to a service on this machine"),
                    e);
        }
    }

    Region region() {
        try {
            return DefaultAwsRegionProviderChain.builder().profileName(profile.or(() -> otherwise).orElse(null)).build().getRegion();
        } catch (SdkException e) {
            throw new CategorizedException(Failure.CONFIGURATION, "aws_no_region",
                    "no AWS region was found: set AWS_REGION, such as eu-central-1", e);
        }
    }
}
