//go:build tools

// Package provider keeps the provider's program among the module's requirements, so that go.mod and go.sum pin all of it.
package provider

import _ "github.com/terraform-providers/terraform-provider-docker"
